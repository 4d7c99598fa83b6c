/** A kind of file by name, for messages; formats without a loader say what helps. */
export type UnreadType = { label: string; hint: string };

const saveAsDocx = 'Save it as docx or PDF and upload that.';

/** Formats recognised and not read. Everything else that is text is read as text. */
export const unreadTypes: Readonly<Record<string, UnreadType>> = {
  'application/x-encrypted-office': {
    label: 'an Office document protected by a password',
    hint: 'Open it with its password, save it without one and upload the new copy.',
  },
  'application/vnd.ms-excel.sheet.binary.macroEnabled.12': { label: 'a binary Excel workbook (xlsb)', hint: 'Save it as xlsx and upload that.' },
  'application/gzip': { label: 'a compressed archive', hint: 'Unpack it and upload the files in it.' },
  'application/x-7z-compressed': { label: 'a compressed archive', hint: 'Unpack it and upload the files in it.' },
  'application/vnd.rar': { label: 'a compressed archive', hint: 'Unpack it and upload the files in it.' },
  'application/x-ole-storage': { label: 'an old Office file', hint: saveAsDocx },
  'application/x-executable': { label: 'a program', hint: 'Upload documents only.' },
  'audio/mpeg': { label: 'a sound recording', hint: 'Upload a transcript.' },
  'audio/wav': { label: 'a sound recording', hint: 'Upload a transcript.' },
  'video/mp4': { label: 'a video', hint: 'Upload its subtitles or a transcript.' },
  'application/octet-stream': { label: 'no text and no known document', hint: 'Check that it opens in the program it was made with.' },
};
