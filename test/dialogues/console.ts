import { type Dialogue, group, inPrivate } from './turn.ts'

/** The link itself is a secret, made up anew each time: test/console/ asks for it. */
export const consoleLinks: Dialogue[] = [
  {
    about: 'the link into the console is for who is registered, and never for a group',
    from: '2026-12-06 09:00',
    turns: [
      group('li', '/控制台', /只在私聊里给/),
      group('li', '/导出 上月', /只在私聊里给/),
      inPrivate('stranger', '/控制台', /您还没有登记/),
      inPrivate('stranger', '/导出', /您还没有登记/),
    ],
  },
]
