import { type Dialogue, group, inPrivate } from './turn.ts'

export const wish: Dialogue[] = [
  {
    about: 'a small wish from the wall to the hands of who asked for it',
    from: '2026-12-05 09:00',
    turns: [
      group('stranger', '/心愿 书包 60元', /您还没有登记/),
      inPrivate('granny', '/心愿 护理床 1200元', /超出1000元/),
      inPrivate('granny', '/心愿 护腰垫一个 120元', /(?<cushion>\d+) ?号/),
      group('li', '/派单 {cushion}', /护腰垫一个 120元/),
      group('zhang', '/心愿', /待认领1/),
      group('wang', '/接单 {cushion}', /您接了/),
      group('granny', '/签收 {cushion}', /还没有送到/),
      group('wang', '/完成 {cushion}', /送达/),
      group('wang', '/签收 {cushion}', /要由受益人来签收/),
      group('granny', '/签收', /\/签收 \d+/),
      group('granny', '/签收 {cushion} 很好用', /圆梦了/),
    ],
  },
]
