import { type Subject, subjects } from './household.ts'

/**
 * The eight short questions of a visit (R080): the four that must be clear (社情 院情 户情 民情), whether help is wanted,
 * what the household knows of, whether they are content, how they are.
 */
export const questions = ['society', 'yard', 'home', 'people', 'help', 'knows', 'content', 'mood'] as const
export type Question = (typeof questions)[number]

/** How many numbered choices a question has. */
export const choicesOf: { readonly [Q in Question]: number } = {
  society: 3,
  yard: 3,
  home: 3,
  people: subjects.length + 1,
  help: 3,
  knows: 3,
  content: 3,
  mood: 3,
}

/** Answers by question: the number of the choice, or one of these two. */
export type Answers = { readonly [Q in Question]?: number }
export const passedOver = 0
export const inWords = 9

/** The answers as they are stored; what is no question is left out. */
export function answersOf(stored: string): Answers {
  const given = JSON.parse(stored) as { [question: string]: unknown }
  return Object.fromEntries(
    questions.flatMap((question) =>
      typeof given[question] === 'number' ? [[question, given[question]]] : [],
    ),
  ) as Answers
}

/** The question that comes next, or none when all have an answer. */
export const nextQuestion = (answers: Answers): Question | undefined =>
  questions.find((question) => answers[question] === undefined)

export const answered = (answers: Answers): number =>
  questions.filter((question) => answers[question] !== undefined).length

/** Whether a number is one of a question's choices. */
export const isChoice = (question: Question, choice: number): boolean =>
  Number.isInteger(choice) && choice >= 1 && choice <= choicesOf[question]

/** What the household needs help in, if they said so: what they care for most, else daily life; `soon` when it is pressing. */
export function needOf(answers: Answers): { subject: Subject; soon: boolean } | undefined {
  const { help = 0, people = 0, home = 0 } = answers
  if (help !== 2 && help !== 3 && help !== inWords && home !== 3) return undefined
  return { subject: subjects[people - 1] ?? 'life', soon: help === 3 }
}
