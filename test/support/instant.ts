/** `2026-11-23 09:00` of Shanghai, ms. */
export const at = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`)
