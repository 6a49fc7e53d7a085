import { mostInMinute } from '../../domain/api/token.ts'
import { words } from '../../text/format.ts'
import { version } from '../../version.ts'
import type { Resource, Sheet } from './define.ts'
import { limits } from './read-request.ts'
import { statusOf } from './refused.ts'
import { resources } from './resources.ts'
import { list, object, orNull, type Shape, text } from './shape.ts'

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

const failure: Shape = object({
  error: object({ code: text('不会改变的代码'), message: text('发生了什么、怎么办') }),
})

const parameter = (name: string, description: string, schema: object, required = false) => ({
  name,
  in: 'query',
  required,
  description,
  schema,
})

const parametersOf = (one: Resource | Sheet) => [
  ...(one.byMonth
    ? [parameter('month', '月份，如 2026-10', { type: 'string', pattern: limits.month.source }, true)]
    : []),
  parameter('unit', '只看这个单位（编号）；须在令牌范围之内', { type: 'integer', minimum: 1 }),
  parameter('community', '只看这个社区（编号）；须在令牌范围之内', { type: 'integer', minimum: 1 }),
  ...('read' in one
    ? [
        parameter('after', '上一页的 next', { type: 'string', pattern: limits.after.source }),
        parameter('limit', '一页几行', {
          type: 'integer',
          minimum: 1,
          maximum: limits.most,
          default: limits.usual,
        }),
      ]
    : []),
]

const headers = {
  ETag: {
    description: '内容的指纹；下次用 If-None-Match 带来，没有变化则得 304',
    schema: { type: 'string' },
  },
}

/** What every way of failing is answered with, by its status. */
const failures = () => {
  const statuses = [...new Set(Object.values(statusOf))].sort()
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      {
        description: Object.entries(statusOf)
          .filter(([, of]) => of === status)
          .map(([code]) => code.replace('api.', ''))
          .join(', '),
        ...(status === 429
          ? { headers: { 'Retry-After': { description: '几秒后再试', schema: { type: 'integer' } } } }
          : {}),
        content: { 'application/json': { schema: ref('error') } },
      },
    ]),
  )
}

const pathOf = (one: Resource | Sheet) => ({
  get: {
    operationId: one.name,
    summary: one.summary,
    description: one.about,
    parameters: parametersOf(one),
    responses: {
      '200': {
        description: one.summary,
        headers,
        content: {
          'application/json': {
            schema:
              'read' in one
                ? object({ data: list(ref(one.name)), next: orNull(text('下一页的 after；null 为最后一页')) })
                : ref(one.name),
          },
        },
      },
      '304': { description: '没有变化', headers },
      ...failures(),
    },
  },
})

/** The interface's description (OpenAPI 3.1), made of what serves it. */
export const openApi = (origin: string) => ({
  openapi: '3.1.0',
  info: {
    title: '红搭档数据接口',
    version,
    description: `只读。令牌由管理员在控制台「设置」页生成，放在请求头 Authorization: Bearer。每个令牌每分钟 ${mostInMinute} 次。时间是上海时间，分钟是整数。`,
  },
  servers: [{ url: `${origin}/api/v1` }],
  security: [{ token: [] }],
  paths: Object.fromEntries(resources.map((one) => [`/${one.name}`, pathOf(one)])),
  components: {
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer', description: words('api.token_how', {}, 'hans') },
    },
    schemas: { error: failure, ...Object.fromEntries(resources.map(({ name, shape }) => [name, shape])) },
  },
})
