/** The last step in migrations/; a test holds it against the folder. */
export const newestMigration = '0031_rally_letters.sql'
