/** A schema by its sections: D1 takes 100 KB at once. */
export const sectionsOf = (schema: string): string[] =>
  schema.split(/^(?=-- \S.* -{9,}$)/m).filter((section) => /^create/m.test(section))
