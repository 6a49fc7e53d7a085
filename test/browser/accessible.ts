/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Page } from 'playwright-core'

/**
 * What a person who does not see well, or uses no mouse, would trip over on the page as it stands: controls without a
 * name, ids used twice, targets under 44 px, text under 16 px, contrast under 4.5:1. Empty is good.
 */
export function barriers(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const shown = (one: Element) => one.checkVisibility() && !one.closest('.hidden')
    const tell = (one: Element) => one.outerHTML.replace(/\s+/g, ' ').slice(0, 100)

    const ids = [...document.querySelectorAll('[id]')].map((one) => one.id)
    for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) found.push(`id twice: ${id}`)
    if (document.documentElement.lang !== 'zh-CN') found.push('lang is not zh-CN')
    for (const landmark of ['header', 'main', 'h1'])
      if (!document.querySelector(landmark)) found.push(`no ${landmark}`)

    for (const one of document.querySelectorAll<HTMLElement>('button, a, input, select, textarea, summary')) {
      if (!shown(one)) continue
      const labels = 'labels' in one ? [...((one as HTMLInputElement).labels ?? [])] : []
      const name =
        one.getAttribute('aria-label') ?? [...labels, one].map((label) => label.textContent).join('')
      if (!name.trim()) found.push(`no name: ${tell(one)}`)
      const target = (
        labels.find((label) => label.contains(one) && shown(label)) ?? one
      ).getBoundingClientRect()
      const small = one.closest('.body summary, .bubble p, .bubble li, .skip') !== null
      if (!small && Math.min(target.width, target.height) < 43.5) found.push(`small target: ${tell(one)}`)
    }

    const parse = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number)
    const luminance = ([red = 0, green = 0, blue = 0]: number[]) => {
      const [r = 0, g = 0, b = 0] = [red, green, blue].map((one) =>
        one / 255 <= 0.03928 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4,
      )
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const ground = (one: Element | null): number[] => {
      for (let at = one; at; at = at.parentElement) {
        const colour = parse(getComputedStyle(at).backgroundColor)
        if ((colour[3] ?? 1) > 0) return colour
      }
      return [255, 255, 255]
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const one = walker.currentNode.parentElement
      if (!one || !walker.currentNode.textContent?.trim() || !shown(one)) continue
      const style = getComputedStyle(one)
      if (Number.parseFloat(style.fontSize) < 16) found.push(`small text: ${tell(one)}`)
      const [dark, light] = [luminance(parse(style.color)), luminance(ground(one))].sort((a, b) => a - b)
      const contrast = ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
      if (contrast < 4.5) found.push(`contrast ${contrast.toFixed(2)}: ${tell(one)}`)
    }
    return [...new Set(found)]
  })
}
