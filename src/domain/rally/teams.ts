/** The standing lists of a unit (两队一网格, R099), in the order in which a rally calls them: 突击队, 工作队, 党员网格员. */
export const teams = ['strike', 'work', 'grid'] as const

export type Team = (typeof teams)[number]
