import { test } from 'vitest'
import { ordersPage } from '../../scripts/orders-text.ts'

const [page] = Object.values(
  import.meta.glob<string>('../../docs/orders.md', { query: '?raw', import: 'default', eager: true }),
)

test('docs/orders.md is what `npm run orders` makes of the rules', ({ expect }) => {
  expect(page).toBe(ordersPage())
})
