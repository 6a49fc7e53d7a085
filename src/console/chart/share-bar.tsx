/** A share as a small bar inside a table; what it says stands beside it in figures. */
export const ShareBar = ({ part, whole }: { part: number; whole: number }) => (
  <svg class="share" viewBox="0 0 104 14" width="104" height="14" aria-hidden="true">
    <rect class="track" x="0" y="1" width="104" height="12" rx="3" />
    <rect
      class="fill"
      x="0"
      y="1"
      width={whole > 0 ? Math.min(104, Math.round((104 * part) / whole)) : 0}
      height="12"
      rx="3"
    />
  </svg>
)
