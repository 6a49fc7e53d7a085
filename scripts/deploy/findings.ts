/** What stands in the way of a deploy (`refuse`), or is worth knowing (`note`). Chinese first, for the person at the keyboard. */
export interface Finding {
  is: 'refuse' | 'note'
  zh: string
  en: string
}

/** The parts of wrangler.toml that a deploy depends on. */
export interface DeployConfig {
  name?: string | undefined
  d1_databases: readonly { binding: string; database_name?: string; database_id?: string }[]
  queues: {
    producers?: readonly { binding: string; queue: string }[] | undefined
    consumers?: readonly { queue: string; dead_letter_queue?: string }[] | undefined
  }
  vars: { [name: string]: unknown }
}

const refuse = (zh: string, en: string): Finding => ({ is: 'refuse', zh, en })
const note = (zh: string, en: string): Finding => ({ is: 'note', zh, en })

const placeholder = /^0{8}-0{4}-0{4}-0{4}-0{12}$/

/** What can be seen in wrangler.toml. A dry run may do without a database of one's own. */
export function configFindings(config: DeployConfig, dryRun: boolean): Finding[] {
  const database = config.d1_databases.find(({ binding }) => binding === 'DB')
  const producer = config.queues.producers?.find(({ binding }) => binding === 'OUTBOX')
  const found: Finding[] = []
  if (!database) found.push(refuse('wrangler.toml 里没有绑定 DB', 'no D1 binding DB in wrangler.toml'))
  else if (!database.database_id || placeholder.test(database.database_id)) {
    const name = database.database_name ?? 'hong-dadang'
    found.push({
      is: dryRun ? 'note' : 'refuse',
      zh: `database_id 还是占位的零：先 npx wrangler d1 create ${name}，把打印的 id 写进 wrangler.toml`,
      en: 'database_id in wrangler.toml is still the placeholder',
    })
  }
  if (!producer)
    found.push(refuse('wrangler.toml 里没有绑定 OUTBOX', 'no queue binding OUTBOX in wrangler.toml'))
  if ('ALLOW_TEST_CLOCK' in config.vars) {
    found.push(
      refuse(
        '[vars] 里有 ALLOW_TEST_CLOCK：只用于演示和测试，正式环境必须删掉',
        'ALLOW_TEST_CLOCK is set in [vars]: it lets a callback set the time',
      ),
    )
  }
  return found
}

/** The queues that must exist before a deploy, dead letters included. */
export const queuesOf = ({ queues }: DeployConfig): string[] => [
  ...new Set([
    ...(queues.producers ?? []).map(({ queue }) => queue),
    ...(queues.consumers ?? []).flatMap(({ queue, dead_letter_queue }) => [
      queue,
      dead_letter_queue ?? queue,
    ]),
  ]),
]

const platforms = [
  ['企业微信', 'WeCom', 'WECOM_TOKEN', 'WECOM_ENCODING_AES_KEY'],
  ['钉钉', 'DingTalk', 'DINGTALK_CLIENT_ID', 'DINGTALK_CLIENT_SECRET'],
] as const

/** Every secret that the program knows; the values of others are none of our business. */
export const SECRETS = [
  ...platforms.flatMap(([, , ...keys]) => keys),
  'ACTIVATION_CODE',
  'GATEWAY_SECRET',
  'CONSOLE_SECRET',
] as const

/** By the names of the secrets that are set. `activated`: the code has been used, so it may be gone. */
export function secretFindings(names: readonly string[], activated: boolean): Finding[] {
  const has = (name: string) => names.includes(name)
  const found: Finding[] = []
  for (const [zh, en, ...keys] of platforms) {
    const missing = keys.filter((key) => !has(key))
    if (missing.length === 1)
      found.push(refuse(`${zh}缺少密钥 ${missing[0]}`, `${en} lacks the secret ${missing[0]}`))
    if (missing.length === keys.length) found.push(note(`没有配置${zh}`, `${en} is not configured`))
  }
  // Through the gateway WeCom needs no key here.
  if (!platforms.some(([, , ...keys]) => keys.every(has)) && !has('GATEWAY_SECRET')) {
    found.push(
      refuse(
        '至少要配好一个平台的两个密钥：WECOM_TOKEN 和 WECOM_ENCODING_AES_KEY，或 DINGTALK_CLIENT_ID 和 DINGTALK_CLIENT_SECRET；走长连接网关的要有 GATEWAY_SECRET',
        'at least one platform needs both of its secrets, or the gateway needs GATEWAY_SECRET',
      ),
    )
  }
  if (!has('ACTIVATION_CODE')) {
    found.push(
      activated
        ? note('激活码已经用过并撤掉了', 'ACTIVATION_CODE is gone, and was used before')
        : refuse(
            '缺少密钥 ACTIVATION_CODE（16 位以上），第一位管理员要用它',
            'the secret ACTIVATION_CODE is missing',
          ),
    )
  }
  for (const name of ['GATEWAY_SECRET', 'CONSOLE_SECRET'].filter((one) => !has(one))) {
    found.push(note(`没有 ${name}，对应的功能关闭`, `${name} is not set: what needs it stays off`))
  }
  if (has('ALLOW_TEST_CLOCK')) {
    found.push(refuse('ALLOW_TEST_CLOCK 不能作为密钥设置', 'ALLOW_TEST_CLOCK must not be set in production'))
  }
  return found
}

/** By the values themselves, which only a file or the environment shows. */
export function valueFindings(values: { [name: string]: string | undefined }): Finding[] {
  const found: Finding[] = []
  const { WECOM_ENCODING_AES_KEY: aes, ACTIVATION_CODE: code } = values
  if (aes && !/^[A-Za-z0-9]{43}$/.test(aes)) {
    found.push(
      refuse(
        'WECOM_ENCODING_AES_KEY 必须是 43 位字母和数字',
        'WECOM_ENCODING_AES_KEY must be 43 letters and digits',
      ),
    )
  }
  if (code && code.length < 16) {
    found.push(
      refuse('ACTIVATION_CODE 不足 16 位，容易被猜到', 'ACTIVATION_CODE is shorter than 16 characters'),
    )
  }
  return found
}
