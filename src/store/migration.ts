/** The last step in migrations/; a test holds it against the folder. */
export const newestMigration = '0029_api.sql'
