const groups = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

/** The id of an answer in the 32 hexadecimal digits that the protocol has room for. */
export const toMessageId = (answerId: string) => answerId.replaceAll('-', '');

/** The id of the answer again. */
export const toAnswerId = (messageId: string) => messageId.replace(groups, '$1-$2-$3-$4-$5');
