import { fold } from '../text/fold.ts'

const QUESTION = /[吗呢?]|怎么|怎样|如何|为什么|能不能|可不可以|要不要/
const ABOUT_TALK = /^(?:忘|没|为啥|帮我|我要|我想|我马上|查一?下|查我|看一?下|等|稍|能|你|您)/
const SMALL_TALK =
  /^(?:谢谢|多谢|感谢|辛苦|大家|各位|书记|同志|老师|收到|知道|明白|了解|再见|拜拜|回见|明天见|你好|您好|早上好|晚上好|中午好|早安|晚安|没问题|没事|不客气|下班|回家|回去|走|哈|呵|嘿|嗯|哦|噢|好|行|是|对|可以|ok|的|了|啦|吧|啊|呀|我|先|就|都|也|您|你|们)+$/

/** Whether a text tells what was done: a plain sentence of four characters and more, no question and no small talk. */
export function tellsWork(text: string): boolean {
  const said = fold(text).trim()
  const letters = said.replace(/[^\p{L}\p{N}]/gu, '')
  if ([...letters].length < 4 || QUESTION.test(said) || ABOUT_TALK.test(letters)) return false
  return !SMALL_TALK.test(letters) && /\p{L}/u.test(letters)
}
