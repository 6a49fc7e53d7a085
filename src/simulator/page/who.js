import { element } from './dom.js'
import { state } from './state.js'

const ROLES = {
  member: '下沉党员',
  volunteer: '社区志愿者',
  resident: '居民',
  secretary: '社区书记',
  grid: '网格长',
  liaison: '单位联络员',
  administrator: '管理员',
  newcomer: '还没登记的人',
}

/** Who speaks, and in which community's groups. `onChange` runs after either was chosen anew. Gives what chooses. */
export function mountWho(onChange) {
  const person = document.getElementById('person')
  const group = document.getElementById('community')
  const facts = document.getElementById('facts')

  for (const [role, label] of Object.entries(ROLES)) {
    const people = state.people.filter((one) => one.role === role)
    const options = people.map((one) => element('option', { value: one.id }, optionText(one)))
    if (options.length > 0) person.append(element('optgroup', { label }, ...options))
  }
  group.append(...state.groups().map((one) => element('option', { value: one.id.split(':')[1] }, one.title)))

  function show() {
    const one = state.person
    person.value = one.id
    group.value = state.group
    const rows = [
      ['角色', ROLES[one.role]],
      ['单位', one.unit],
      ['社区', one.community],
      ['企业微信', one.wecomUserId],
      ['钉钉', one.dingtalkStaffId],
    ]
    const drawn = rows
      .filter(([, value]) => value)
      .flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)])
    facts.replaceChildren(...drawn)
    onChange()
  }
  person.addEventListener('change', () => {
    state.person = state.people.find((one) => one.id === person.value)
    if (state.person.community) state.group = state.groupOf(state.person)
    show()
  })
  group.addEventListener('change', () => {
    state.group = group.value
    show()
  })
  show()
  return (chosen) => {
    Object.assign(state, chosen)
    show()
  }
}

const optionText = (one) => [one.name, one.community].filter(Boolean).join(' · ')
