CREATE TABLE "User" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL,
  "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE "KnowledgeBase" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "ownerId" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "description" TEXT NOT NULL DEFAULT '',
  "chunkSize" INTEGER NOT NULL,
  "chunkOverlap" INTEGER NOT NULL,
  "embeddingModel" TEXT NOT NULL,
  "vectorStore" TEXT NOT NULL,
  "retrieval" TEXT NOT NULL DEFAULT '{}',
  "builtWith" TEXT,
  "revision" INTEGER NOT NULL DEFAULT 0,
  "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" DATETIME NOT NULL,
  CONSTRAINT "KnowledgeBase_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "Document" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "knowledgeBaseId" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "mediaType" TEXT NOT NULL,
  "sizeBytes" INTEGER NOT NULL,
  "contentHash" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "failure" TEXT,
  "notes" TEXT NOT NULL DEFAULT '[]',
  "title" TEXT NOT NULL DEFAULT '',
  "pageCount" INTEGER,
  "charCount" INTEGER NOT NULL DEFAULT 0,
  "chunkCount" INTEGER NOT NULL DEFAULT 0,
  "version" INTEGER NOT NULL DEFAULT 1,
  "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" DATETIME NOT NULL,
  CONSTRAINT "Document_knowledgeBaseId_fkey" FOREIGN KEY ("knowledgeBaseId") REFERENCES "KnowledgeBase" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "ParsedText" (
  "documentId" TEXT NOT NULL PRIMARY KEY,
  "text" TEXT NOT NULL,
  "blocks" BLOB NOT NULL,
  CONSTRAINT "ParsedText_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "Chunk" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "knowledgeBaseId" TEXT NOT NULL,
  "documentId" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "text" TEXT NOT NULL,
  "textHash" TEXT NOT NULL,
  "page" INTEGER,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  "heading" TEXT,
  "termCount" INTEGER NOT NULL,
  "script" TEXT NOT NULL,
  CONSTRAINT "Chunk_knowledgeBaseId_fkey" FOREIGN KEY ("knowledgeBaseId") REFERENCES "KnowledgeBase" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "Chunk_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "Embedding" (
  "modelKey" TEXT NOT NULL,
  "textHash" TEXT NOT NULL,
  "vector" BLOB NOT NULL,
  PRIMARY KEY ("modelKey", "textHash")
);

CREATE TABLE "Conversation" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "ownerId" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "options" TEXT NOT NULL DEFAULT '{}',
  "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" DATETIME NOT NULL,
  CONSTRAINT "Conversation_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "Message" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "conversationId" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "role" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "questionId" TEXT,
  "turnId" TEXT,
  "status" TEXT,
  "answer" TEXT,
  "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "Message_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES "Conversation" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "Feedback" (
  "messageId" TEXT NOT NULL PRIMARY KEY,
  "score" INTEGER NOT NULL,
  "reason" TEXT NOT NULL DEFAULT '',
  "updatedAt" DATETIME NOT NULL,
  CONSTRAINT "Feedback_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "Message" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "Job" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "kind" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "payload" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "priority" INTEGER NOT NULL DEFAULT 0,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "runAt" DATETIME NOT NULL,
  "leaseUntil" DATETIME,
  "failure" TEXT,
  "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" DATETIME NOT NULL
);

CREATE TABLE "Setting" (
  "key" TEXT NOT NULL PRIMARY KEY,
  "value" TEXT NOT NULL,
  "updatedAt" DATETIME NOT NULL
);

CREATE TABLE "Provider" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL,
  "baseUrl" TEXT NOT NULL,
  "apiKey" TEXT,
  "chatModels" TEXT NOT NULL DEFAULT '[]',
  "embeddingModels" TEXT NOT NULL DEFAULT '[]',
  "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" DATETIME NOT NULL
);

CREATE UNIQUE INDEX "KnowledgeBase_ownerId_name_key" ON "KnowledgeBase"("ownerId", "name");
CREATE UNIQUE INDEX "Document_knowledgeBaseId_contentHash_key" ON "Document"("knowledgeBaseId", "contentHash");
CREATE INDEX "Document_knowledgeBaseId_status_idx" ON "Document"("knowledgeBaseId", "status");
CREATE INDEX "Document_knowledgeBaseId_createdAt_idx" ON "Document"("knowledgeBaseId", "createdAt");
CREATE INDEX "Chunk_knowledgeBaseId_idx" ON "Chunk"("knowledgeBaseId");
CREATE INDEX "Chunk_documentId_position_idx" ON "Chunk"("documentId", "position");
CREATE INDEX "Chunk_textHash_idx" ON "Chunk"("textHash");
CREATE INDEX "Conversation_ownerId_updatedAt_idx" ON "Conversation"("ownerId", "updatedAt");
CREATE UNIQUE INDEX "Message_conversationId_position_key" ON "Message"("conversationId", "position");
CREATE INDEX "Message_turnId_idx" ON "Message"("turnId");
CREATE INDEX "Job_state_priority_runAt_idx" ON "Job"("state", "priority", "runAt");
CREATE INDEX "Job_key_idx" ON "Job"("key");
CREATE UNIQUE INDEX "Provider_name_key" ON "Provider"("name");
