import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, test } from 'node:test'
import { consoleWindow, faults, keepPicture, type Size } from './console-window.ts'

/** Tables are downloaded, a certificate is issued, printed and confirmed, a calendar gets an address. */
describe('what is taken along from the console', { timeout: 600_000 }, () => {
  const { enter, say } = consoleWindow()

  for (const size of ['phone', 'desktop'] satisfies Size[])
    test(`the page of tables, the certificate, its confirmation and the calendar at the width of a ${size}`, async () => {
      await say('hanbing', '/工时 90分钟 整理书架 昨天')
      await say('huangmei', '/通过 全部')
      const { page, complaints } = await enter('hanbing', size)
      await page.goto(new URL('/console/exports', page.url()).href)
      assert.deepEqual(await faults(page), [], `exports at ${size}`)

      await page.goto(new URL('/console/me', page.url()).href)
      await page.getByRole('link', { name: '开证明' }).click()
      await page.getByRole('heading', { level: 1, name: '服务证明' }).waitFor()
      assert.deepEqual(await faults(page), [], `certificate, not issued, at ${size}`)
      if (size === 'phone') await page.getByRole('button', { name: '开具证明' }).click()
      else if (await page.getByRole('button', { name: '开具证明' }).isVisible())
        await page.getByRole('button', { name: '开具证明' }).click()
      await page.getByText('验证码：').waitFor()
      assert.deepEqual(await faults(page), [], `certificate at ${size}`)
      await keepPicture(page, `certificate-${size}`)
      await page.emulateMedia({ media: 'print' })
      assert.equal(await page.getByRole('link', { name: 'Excel' }).isVisible(), false)
      await page.emulateMedia({ media: 'screen' })

      const code = /验证码：([0-9A-Z-]{19})/.exec(await page.locator('main').innerText())?.[1]
      assert.ok(code)
      await page.goto(new URL(`/verify/${code}`, page.url()).href)
      await page.getByRole('heading', { level: 1, name: '证明有效' }).waitFor()
      assert.deepEqual(await faults(page), [], `verify at ${size}`)
      await keepPicture(page, `verify-${size}`)

      await page.goto(new URL('/console/me', page.url()).href)
      await page.getByRole('button', { name: /生成订阅地址|换一个地址/ }).click()
      await page.getByLabel('订阅地址').waitFor()
      assert.match(await page.getByLabel('订阅地址').inputValue(), /\/calendar\/[\w-]{43}\.ics$/)
      assert.deepEqual(await faults(page), [], `me at ${size}`)
      assert.deepEqual(complaints, [])
    })

  test('a table comes as a file with a Chinese name', async () => {
    const { page } = await enter('huangmei')
    await page.goto(new URL('/console/exports', page.url()).href)
    for (const [form, begins] of [
      ['Excel', 'PK'],
      ['CSV', '\u{feff}编号'],
    ] as const) {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page
          .getByRole('link', { name: new RegExp(`^${form} 工时台账`) })
          .first()
          .click(),
      ])
      assert.match(file.suggestedFilename(), /^工时台账-\d{4}-\d\d\.(xlsx|csv)$/)
      assert.ok((await readFile(await file.path(), 'utf8')).startsWith(begins), form)
    }
  })
})
