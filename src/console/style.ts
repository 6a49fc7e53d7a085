/** The console's one style sheet: phones first, the width of a desk and paper after. */
export const style = `
:root { color-scheme: light; --ink: #1d1d1f; --soft: #55565c; --line: #d9d9de; --ground: #f5f5f7; --paper: #fff;
  --red: #b3131b; --red-dark: #8c0d14; --pale: #fbecec; --green: #1b6e3c; --amber: #8a5200; --blue: #1f5fa8 }
* { box-sizing: border-box }
html { font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: var(--ink);
  background: var(--ground) }
body { margin: 0 }
a { color: var(--blue) }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, summary:focus-visible,
  .scroll:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px }
.skip { position: absolute; left: -999px; top: 0; background: var(--paper); padding: .5rem 1rem; z-index: 2 }
.skip:focus { left: 0 }
header.top { background: var(--red); color: #fff; padding: .5rem 1rem; display: flex; flex-wrap: wrap; gap: .25rem 1rem;
  align-items: center }
header.top strong { font-size: 1.15rem }
header.top .who { flex: 1 1 12rem; margin: 0 }
header.top form { display: inline }
header.top button { background: transparent; color: #fff; border-color: #fff; margin: 0 }
nav.pages { background: var(--paper); border-bottom: 1px solid var(--line) }
nav.pages ul { list-style: none; margin: 0; padding: 0 .5rem; display: flex; flex-wrap: wrap }
nav.pages a { display: block; padding: .6rem .6rem; min-height: 44px; white-space: nowrap; color: var(--ink);
  text-decoration: none; border-bottom: 3px solid transparent }
nav.pages a[aria-current] { border-color: var(--red); font-weight: 600 }
main { max-width: 72rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.4rem; margin: .25rem 0 1rem }
h2 { font-size: 1.15rem; margin: 0 0 .5rem }
p, li { overflow-wrap: break-word }
section:not(.scroll), .card { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 1rem; margin: 0 0 1rem }
.cards { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); margin: 0 0 1rem; padding: 0;
  list-style: none }
.cards .card { margin: 0 }
.cards b { display: block; font-size: 1.5rem; line-height: 1.3 }
.soft { color: var(--soft) }
.bad { color: var(--red-dark); font-weight: 600 }
.good { color: var(--green); font-weight: 600 }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100% }
caption { text-align: left; color: var(--soft); padding-bottom: .25rem }
caption span { position: sticky; left: 0; display: inline-block; max-width: calc(100vw - 4.5rem) }
th, td { text-align: left; padding: .45rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top }
th, td { white-space: nowrap }
th { font-weight: 600 }
td.long { white-space: normal; min-width: 14em }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
tfoot td, tfoot th { border-top: 2px solid var(--ink); font-weight: 600 }
button, .button { font: inherit; min-height: 44px; min-width: 44px; padding: .35rem .9rem; border: 1px solid var(--red);
  border-radius: 8px; background: var(--paper); color: var(--red-dark); cursor: pointer; display: inline-flex;
  align-items: center; text-decoration: none; margin: .15rem .3rem .15rem 0 }
button.main, .button.main { background: var(--red); color: #fff }
.button[aria-current] { background: var(--pale); font-weight: 600 }
input, select { font: inherit; min-height: 44px; padding: .35rem .6rem; border: 1px solid #77787f; border-radius: 8px;
  background: var(--paper); color: var(--ink); max-width: 100% }
form.line { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin: 0 0 1rem }
form.act { display: inline-flex; flex-wrap: wrap; gap: .3rem; align-items: center; margin: 0 }
label { display: inline-flex; flex-direction: column; gap: .15rem; min-width: 0; max-width: 100% }
label.wide { display: flex } label.wide input { width: 100% }
summary { min-height: 44px; display: inline-flex; align-items: center; cursor: pointer; color: var(--red-dark) }
details { display: inline-block; vertical-align: top }
ul.rows { list-style: none; margin: 0; padding: 0 }
ul.rows > li { border-bottom: 1px solid var(--line); padding: .6rem 0 }
ul.rows > li:last-child { border-bottom: 0 }
.answer { border-left: 5px solid var(--green); white-space: pre-line }
.answer.refused { border-color: var(--amber) }
svg { width: 100%; max-width: 32rem; height: auto; display: block }
svg text { font: 15px system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; fill: var(--ink) }
.track { fill: #e4e4e9 } .fill { fill: var(--red) } .mark { stroke: var(--ink); stroke-width: 2 } .axis { stroke: #77787f }
.pace { fill: var(--blue) }
figure { margin: 0 0 .75rem } svg.share { width: 104px }
.mark.dashed { stroke-dasharray: 4 3 }
.tag { border: 1px solid var(--line); border-radius: 6px; padding: 0 .4rem; font-size: .9rem; white-space: nowrap }
.chips { display: flex; flex-wrap: wrap; gap: .15rem; margin: 0 0 1rem } .chips [aria-current] { background: var(--red); color: #fff }
.board { display: grid; gap: 0 1rem; grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr)); align-items: start }
.month .weekdays, .month .wide { display: none }
ol.days { list-style: none; margin: 0 0 1rem; padding: 0 }
ol.days > li { border-bottom: 1px solid var(--line); padding: .5rem .25rem }
ol.days > .today { border-left: 5px solid var(--blue); padding-left: .6rem } ol.days > .off { background: var(--ground) }
.grade-excellent { fill: var(--red) } .grade-good { fill: #d9893b } .grade-fair { fill: #c9cad1 }
.grade-excellent, .grade-good, .grade-fair { stroke: var(--paper); stroke-width: 2 }
.lack { fill: url(#hatch); stroke: var(--blue); stroke-width: 1.5 } .hatch { stroke: var(--blue); stroke-width: 1.5 }
@media (min-width: 52rem), print {
  .month .narrow { display: none } .month .wide { display: inline }
  .month .weekdays, ol.days { display: grid; grid-template-columns: repeat(7, minmax(0, 1fr)); gap: .25rem }
  .month .weekdays { display: grid; color: var(--soft); padding: 0 .4rem }
  ol.days > li { border: 1px solid var(--line); border-radius: 6px; min-height: 5.5rem; padding: .35rem .4rem; overflow-wrap: anywhere }
  ol.days .on { display: block; word-break: keep-all }
  ol.days > .today { border: 2px solid var(--blue) }
  ol.days > :first-child.from-2 { grid-column-start: 2 } ol.days > :first-child.from-3 { grid-column-start: 3 }
  ol.days > :first-child.from-4 { grid-column-start: 4 } ol.days > :first-child.from-5 { grid-column-start: 5 }
  ol.days > :first-child.from-6 { grid-column-start: 6 } ol.days > :first-child.from-7 { grid-column-start: 7 }
}
.door { max-width: 30rem; margin: 10vh auto 0 }
@media print {
  @page { margin: 1.2cm } a { color: inherit; text-decoration: none } caption span { max-width: none }
  table { font-size: 10pt } th, td { padding: .25rem .35rem; white-space: normal } td.long { min-width: 8em } svg.share { width: 60px } .month .weekdays, ol.days { font-size: 9pt } ol.days > li { min-height: 3.5rem; break-inside: avoid }
  .grade-excellent { fill: #333 } .grade-good { fill: #aaa } .grade-fair { fill: #fff } .grade-excellent, .grade-good, .grade-fair { stroke: #000; stroke-width: 1 }
  .lack, .hatch { stroke: #000 }
  .unprinted { display: none !important }
  nav.pages, header.top form, .skip, button, .button, form, details summary { display: none !important }
  header.top { background: none; color: #000; border-bottom: 2px solid #000 }
  html { background: #fff; font-size: 11pt } main { max-width: none; padding: 0 }
  section:not(.scroll), .card { break-inside: avoid; border-color: #999 } .scroll { overflow: visible }
  main section.wall { border: 0; padding: 0; font-size: 13pt; break-inside: auto } .wall h2 { font-size: 22pt; text-align: center }
  .wall tr { break-inside: avoid } .wall thead { display: table-header-group }
  .track { fill: #fff; stroke: #000 } .fill { fill: #555 }
}
`
