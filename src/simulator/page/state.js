/** What the page knows: the server's people, chats and entries, and what is chosen here. */
export const state = {
  people: [],
  places: [],
  entries: new Map(),
  /** How many private messages wait, by person and platform. */
  letters: {},
  /** What the bot has to send, and what became of it. */
  outbox: undefined,
  /** Commands that fit orders and pairs as they stand, by person and kind of chat. */
  chips: {},
  person: undefined,
  /** The part of a group's id after the platform; the same on both. */
  group: undefined,

  load({ people, places, entries, letters, outbox, chips }) {
    this.letters = letters
    this.outbox = outbox
    this.chips = chips
    this.people = people
    this.places = places
    this.entries = new Map(entries.map((entry) => [entry.id, entry]))
    this.person = people.find((one) => one.id === this.person?.id) ?? people[0]
    this.group ??= this.groupOf(this.person)
  },

  groups() {
    return this.places.filter((place) => place.kind === 'group' && place.platform === 'wecom')
  },

  /** The group of a person's community; the first group for those who have none. */
  groupOf(person) {
    const groups = this.groups()
    const own = groups.find((place) => place.community !== undefined && place.community === person.community)
    return (own ?? groups[0]).id.split(':')[1]
  },

  place(platform, kind) {
    const id = kind === 'group' ? `${platform}:${this.group}` : `${platform}:private:${this.person.id}`
    return this.places.find((place) => place.id === id)
  },

  lettersOn(platform) {
    return this.letters[this.person.id]?.[platform] ?? 0
  },

  /** What the speaker would likely type in such a chat: about what is open first. */
  suggestions(kind) {
    return [...(this.chips[this.person.id]?.[kind] ?? []), ...this.person.suggestions[kind]]
  },

  entriesIn(placeId) {
    return [...this.entries.values()].filter((entry) => entry.place === placeId)
  },

  nameOf(from) {
    return from === 'bot' ? '红搭档' : (this.people.find((one) => one.id === from)?.name ?? from)
  },
}
