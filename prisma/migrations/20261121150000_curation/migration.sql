ALTER TABLE "KnowledgeBase" ADD COLUMN "splitter" TEXT NOT NULL DEFAULT 'recursive';
ALTER TABLE "KnowledgeBase" ADD COLUMN "titleEnhancement" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "KnowledgeBase" ADD COLUMN "headingPrefix" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "KnowledgeBase" ADD COLUMN "isPaused" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "KnowledgeBase" ADD COLUMN "previousSettings" TEXT;
ALTER TABLE "KnowledgeBase" ADD COLUMN "isTemporary" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "Document" ADD COLUMN "originalId" TEXT NOT NULL DEFAULT '';
UPDATE "Document" SET "originalId" = "id";
ALTER TABLE "Document" ADD COLUMN "pending" TEXT;
ALTER TABLE "Document" ADD COLUMN "parentId" TEXT;
ALTER TABLE "Document" ADD COLUMN "sourceUrl" TEXT;
ALTER TABLE "Document" ADD COLUMN "tags" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE "Document" ADD COLUMN "metadata" TEXT NOT NULL DEFAULT '{}';
ALTER TABLE "Document" ADD COLUMN "splitting" TEXT;
ALTER TABLE "Document" ADD COLUMN "columns" TEXT;
ALTER TABLE "Document" ADD COLUMN "hasCustomChunks" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Document" ADD COLUMN "folderId" TEXT;
ALTER TABLE "Document" ADD COLUMN "folderPath" TEXT;
ALTER TABLE "Document" ADD COLUMN "folderStamp" TEXT;
CREATE UNIQUE INDEX "Document_originalId_key" ON "Document"("originalId");
CREATE UNIQUE INDEX "Document_folderId_folderPath_key" ON "Document"("folderId", "folderPath");
CREATE INDEX "Document_knowledgeBaseId_name_idx" ON "Document"("knowledgeBaseId", "name");
CREATE INDEX "Document_parentId_idx" ON "Document"("parentId");

-- The text belongs to the original it was read from, so that of a new version stands beside that of the old one.
CREATE TABLE "NewParsedText" (
  "originalId" TEXT NOT NULL PRIMARY KEY,
  "documentId" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "blocks" BLOB NOT NULL,
  "pageCount" INTEGER,
  "notes" TEXT NOT NULL DEFAULT '[]',
  CONSTRAINT "ParsedText_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "NewParsedText" ("originalId", "documentId", "title", "text", "blocks", "pageCount", "notes")
SELECT "documentId", "documentId", "Document"."title", "text", "blocks", "Document"."pageCount", "Document"."notes"
FROM "ParsedText" JOIN "Document" ON "Document"."id" = "ParsedText"."documentId";
DROP TABLE "ParsedText";
ALTER TABLE "NewParsedText" RENAME TO "ParsedText";
CREATE INDEX "ParsedText_documentId_idx" ON "ParsedText"("documentId");

ALTER TABLE "Chunk" ADD COLUMN "origin" TEXT NOT NULL DEFAULT 'document';
ALTER TABLE "Chunk" ADD COLUMN "isEnabled" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "Chunk" ADD COLUMN "prefix" TEXT NOT NULL DEFAULT '';
ALTER TABLE "Chunk" ADD COLUMN "place" TEXT;
ALTER TABLE "Chunk" ADD COLUMN "editId" TEXT;

CREATE TABLE "ChunkEdit" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "documentId" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "sourceHash" TEXT,
  "occurrence" INTEGER NOT NULL DEFAULT 0,
  "text" TEXT,
  "position" INTEGER,
  "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" DATETIME NOT NULL,
  CONSTRAINT "ChunkEdit_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "ChunkEdit_documentId_idx" ON "ChunkEdit"("documentId");

CREATE TABLE "Summary" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "knowledgeBaseId" TEXT NOT NULL,
  "documentId" TEXT,
  "sourceHash" TEXT NOT NULL,
  "instructions" TEXT NOT NULL DEFAULT '',
  "model" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "steps" TEXT NOT NULL DEFAULT '[]',
  "chunkIds" TEXT NOT NULL DEFAULT '[]',
  "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" DATETIME NOT NULL,
  CONSTRAINT "Summary_knowledgeBaseId_fkey" FOREIGN KEY ("knowledgeBaseId") REFERENCES "KnowledgeBase" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "Summary_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "Summary_knowledgeBaseId_idx" ON "Summary"("knowledgeBaseId");
CREATE INDEX "Summary_documentId_idx" ON "Summary"("documentId");

CREATE TABLE "Crawl" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "knowledgeBaseId" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" DATETIME NOT NULL,
  CONSTRAINT "Crawl_knowledgeBaseId_fkey" FOREIGN KEY ("knowledgeBaseId") REFERENCES "KnowledgeBase" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "Crawl_knowledgeBaseId_idx" ON "Crawl"("knowledgeBaseId");

CREATE TABLE "WatchedFolder" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "knowledgeBaseId" TEXT NOT NULL,
  "path" TEXT NOT NULL,
  "ignore" TEXT NOT NULL DEFAULT '[]',
  "isOn" BOOLEAN NOT NULL DEFAULT true,
  "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" DATETIME NOT NULL,
  CONSTRAINT "WatchedFolder_knowledgeBaseId_fkey" FOREIGN KEY ("knowledgeBaseId") REFERENCES "KnowledgeBase" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "WatchedFolder_knowledgeBaseId_path_key" ON "WatchedFolder"("knowledgeBaseId", "path");

ALTER TABLE "Job" ADD COLUMN "lane" TEXT;
