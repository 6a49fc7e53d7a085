import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { writeXlsx } from 'hucre/xlsx'
import type { Page } from 'playwright-core'
import { consoleWindow, faults, keepPicture, type Size } from './console-window.ts'

const file = async (name: string, rows: (string | number)[][]) => ({
  name,
  mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  buffer: Buffer.from(await writeXlsx({ sheets: [{ name: '表一', rows }] })),
})

/** Chooses a file in the form of its kind and sends it. */
async function send(page: Page, kind: string, sent: Awaited<ReturnType<typeof file>>): Promise<void> {
  await page.goto(new URL('/console/imports', page.url()).href)
  await page.getByLabel(`${kind}文件`).setInputFiles(sent)
  await page.getByRole('button', { name: `上传查看 ${kind}` }).click()
  await page.getByRole('heading', { level: 1, name: '导入的文件' }).waitFor()
}

async function seen(page: Page, name: string, size: Size): Promise<void> {
  assert.deepEqual(await faults(page), [], `${name} at ${size}`)
  await keepPicture(page, `${name}-${size}`)
}

describe('imports in Chromium', { timeout: 600_000 }, () => {
  const { enter } = consoleWindow()

  for (const [i, size] of (['phone', 'desktop'] satisfies Size[]).entries())
    test(`a roll and a register are handed in at the width of a ${size}`, async () => {
      const { page, complaints } = await enter('zhoulan', size)
      await page.goto(new URL('/console/imports', page.url()).href)
      await page.getByRole('heading', { level: 1, name: '导入' }).waitFor()
      await seen(page, 'imports', size)

      const head = ['姓名', '单位', '社区']
      const roll = await file('名册.xlsx', [head, [`林${'甲乙'[i]}一`, '市财政局', ''], ['', '市财政局', '']])
      await send(page, '名册', roll)
      await page.getByText('有 1 行有问题').waitFor()
      await seen(page, 'import-faults', size)
      await send(page, '名册', await file('名册.xlsx', [head, [`林${'甲乙'[i]}一`, '市财政局', '']]))
      await seen(page, 'import-ready', size)
      await page.getByRole('button', { name: '确认导入（1 行）' }).click()
      await page.getByText('已导入：改动 1 行').waitFor()
      assert.deepEqual(complaints, [])

      const { page: liaison, complaints: theirs } = await enter('yuanlin', size)
      const month = new Date(Date.now() - 36 * 3_600_000).toISOString().slice(0, 10)
      const book = [
        ['姓名', '日期', '时长（小时）'],
        ['王强', month, 2 + i],
        ['查无此人', month, 1],
      ]
      await send(liaison, '单位台账', await file('台账.xlsx', book))
      await liaison.getByRole('button', { name: /^确认导入/ }).click()
      await liaison.getByText('已导入').waitFor()
      await liaison.goto(new URL(`/console/reconciliation?month=${month.slice(0, 7)}`, liaison.url()).href)
      await liaison.getByText('这里没有这个人登记').first().waitFor()
      await seen(liaison, 'reconciliation', size)
      assert.deepEqual(theirs, [])
    })
})
