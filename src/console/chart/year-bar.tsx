import type { View } from '../page.ts'

/** Hours of a year against the target, with a mark where the pace is today and a dashed one at the recommended line. */
export const YearBar = ({
  view: { words },
  minutes,
  target,
  pace,
  recommended,
}: {
  view: View
  minutes: number
  target: number
  /** What should be done by today; undefined where there is no pace. */
  pace: number | undefined
  recommended: number
}) => {
  const most = Math.max(minutes, target, recommended, 1)
  const x = (value: number) => Math.round((value / most) * 356)
  const said = words('console.bar', {
    minutes,
    target,
    percent: target > 0 ? Math.floor((minutes * 1000) / target) : 1000,
  })
  return (
    <figure>
      <svg viewBox="0 0 360 74" role="img" aria-label={said}>
        <title>{said}</title>
        <rect class="track" x="0" y="14" width={x(target)} height="26" rx="6" />
        <rect class="fill" x="0" y="14" width={x(minutes)} height="26" rx="6" />
        <line class="mark" x1={x(target)} x2={x(target)} y1="8" y2="46" />
        <text x={x(target)} y="66" text-anchor={x(target) > 180 ? 'end' : 'start'}>
          {words('console.bar_target', { minutes: target })}
        </text>
        <line class="mark dashed" x1={x(recommended)} x2={x(recommended)} y1="8" y2="46" />
        {pace !== undefined && <path class="pace" d={`M${x(pace) - 6} 0 h12 l-6 12 z`} />}
      </svg>
      <figcaption class="soft">
        {pace === undefined
          ? words('console.bar_recommended', { minutes: recommended })
          : words('console.bar_pace', { minutes: pace, recommended })}
      </figcaption>
    </figure>
  )
}
