/** A kind of file by name, for messages; formats without a loader say what helps. */
export type UnreadType = { label: string; hint: string };

const saveAsDocx = 'Save it as docx or PDF and upload that.';
const saveAsText = 'Save it as text, HTML or PDF and upload that.';
const needsText = 'It needs text: run OCR over it, or export a PDF with a text layer.';

/** Formats recognised and not read. Everything else that is text is read as text. */
export const unreadTypes: Readonly<Record<string, UnreadType>> = {
  'application/msword': { label: 'a Word 97 document (doc)', hint: saveAsDocx },
  'application/vnd.ms-excel': { label: 'an Excel 97 workbook (xls)', hint: 'Save the sheets as csv and upload them.' },
  'application/vnd.ms-powerpoint': { label: 'a PowerPoint 97 presentation (ppt)', hint: 'Save it as PDF and upload that.' },
  'application/vnd.ms-outlook': { label: 'an Outlook message (msg)', hint: saveAsText },
  'application/zip': { label: 'a zip archive', hint: 'Unpack it and upload the files in it.' },
  'application/gzip': { label: 'a compressed archive', hint: 'Unpack it and upload the files in it.' },
  'application/x-7z-compressed': { label: 'a compressed archive', hint: 'Unpack it and upload the files in it.' },
  'application/vnd.rar': { label: 'a compressed archive', hint: 'Unpack it and upload the files in it.' },
  'application/x-ole-storage': { label: 'an old Office file', hint: saveAsDocx },
  'application/x-executable': { label: 'a program', hint: 'Upload documents only.' },
  'image/jpeg': { label: 'a picture (JPEG)', hint: needsText },
  'image/png': { label: 'a picture (PNG)', hint: needsText },
  'image/gif': { label: 'a picture (GIF)', hint: needsText },
  'image/webp': { label: 'a picture (WebP)', hint: needsText },
  'image/tiff': { label: 'a picture (TIFF)', hint: needsText },
  'image/bmp': { label: 'a picture (BMP)', hint: needsText },
  'audio/mpeg': { label: 'a sound recording', hint: 'Upload a transcript.' },
  'audio/wav': { label: 'a sound recording', hint: 'Upload a transcript.' },
  'video/mp4': { label: 'a video', hint: 'Upload its subtitles or a transcript.' },
  'application/octet-stream': { label: 'no text and no known document', hint: 'Check that it opens in the program it was made with.' },
};
