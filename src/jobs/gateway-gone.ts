import { DAY } from '../domain/calendar/shanghai.ts'
import { gatewaysQuery, leaveGateway } from '../store/gateway.ts'
import { defineWatch } from './define.ts'

/** An evening's outage or a weekend's restart is waited for; after that letters look for another way, ms. */
const awayForLong = DAY

/** A bot that no gateway has held for so long does not live there any more (docs/decisions/0014-gateway-ways.md). */
export const gatewayGone = defineWatch({
  name: 'gateway-gone',
  read: () => ({ gateways: gatewaysQuery() }),
  decide: ({ facts, now }) =>
    facts.gateways.some(({ until }) => until < now - awayForLong)
      ? { writes: [leaveGateway(now - awayForLong)] }
      : {},
})
