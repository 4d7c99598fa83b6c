/** The row of the settings that holds the sealed key of the service. It stands apart so that backups can leave it out. */
export const translatorKeySetting = 'translatorKey';
