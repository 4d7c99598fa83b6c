ALTER TABLE "KnowledgeBase" ADD COLUMN "whenNothingFound" TEXT NOT NULL DEFAULT 'refuse';
ALTER TABLE "KnowledgeBase" ADD COLUMN "refusalText" TEXT NOT NULL DEFAULT '';

-- Conversations were lines so far: a question follows the newest answer to the one before it.
ALTER TABLE "Conversation" ADD COLUMN "shownMessageId" TEXT;
ALTER TABLE "Message" ADD COLUMN "parentId" TEXT;
UPDATE "Message" SET "parentId" = (
  SELECT answer.id FROM "Message" AS answer
  WHERE answer."conversationId" = "Message"."conversationId" AND answer."questionId" = (
    SELECT earlier.id FROM "Message" AS earlier
    WHERE earlier."conversationId" = "Message"."conversationId" AND earlier.role = 'user' AND earlier.position < "Message".position
    ORDER BY earlier.position DESC LIMIT 1
  )
  ORDER BY answer.position DESC LIMIT 1
) WHERE role = 'user';

ALTER TABLE "Provider" ADD COLUMN "protocol" TEXT NOT NULL DEFAULT 'openai';
ALTER TABLE "Provider" ADD COLUMN "proxyUrl" TEXT;
ALTER TABLE "Provider" ADD COLUMN "options" TEXT NOT NULL DEFAULT '{}';

CREATE TABLE "PersonalKey" (
  "providerId" TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  "apiKey" TEXT NOT NULL,
  "updatedAt" DATETIME NOT NULL,
  PRIMARY KEY ("providerId", "userId"),
  CONSTRAINT "PersonalKey_providerId_fkey" FOREIGN KEY ("providerId") REFERENCES "Provider" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "PersonalKey_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "LocalModel" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "path" TEXT NOT NULL,
  "options" TEXT NOT NULL DEFAULT '{}',
  "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" DATETIME NOT NULL
);
CREATE UNIQUE INDEX "LocalModel_name_key" ON "LocalModel"("name");

CREATE TABLE "Prompt" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "mode" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" DATETIME NOT NULL
);
CREATE UNIQUE INDEX "Prompt_mode_name_key" ON "Prompt"("mode", "name");

CREATE TABLE "PromptVersion" (
  "promptId" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "text" TEXT NOT NULL,
  "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("promptId", "version"),
  CONSTRAINT "PromptVersion_promptId_fkey" FOREIGN KEY ("promptId") REFERENCES "Prompt" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "ToolSetup" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "isOn" BOOLEAN NOT NULL,
  "needsApproval" BOOLEAN NOT NULL,
  "apiKey" TEXT,
  "options" TEXT NOT NULL DEFAULT '{}',
  "updatedAt" DATETIME NOT NULL
);

CREATE TABLE "ToolServer" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL,
  "isOn" BOOLEAN NOT NULL DEFAULT true,
  "needsApproval" BOOLEAN NOT NULL DEFAULT true,
  "transport" TEXT NOT NULL,
  "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" DATETIME NOT NULL
);
CREATE UNIQUE INDEX "ToolServer_name_key" ON "ToolServer"("name");

CREATE TABLE "ApiKey" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "ownerId" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "hash" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "knowledgeBaseIds" TEXT NOT NULL DEFAULT '[]',
  "origins" TEXT NOT NULL DEFAULT '[]',
  "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "lastUsedAt" DATETIME,
  CONSTRAINT "ApiKey_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "ApiKey_hash_key" ON "ApiKey"("hash");
CREATE INDEX "ApiKey_ownerId_idx" ON "ApiKey"("ownerId");

-- Instructions that were settings become changes of the prompts that come with Lectern.
INSERT INTO "Prompt" ("id", "mode", "name", "text", "updatedAt")
SELECT lower(printf('%s-%s-%s-%s-%s', hex(randomblob(4)), hex(randomblob(2)), hex(randomblob(2)), hex(randomblob(2)), hex(randomblob(6)))),
  modes.mode, 'default', json_extract("Setting"."value", '$'), CURRENT_TIMESTAMP
FROM "Setting" JOIN (
  SELECT 'chatInstructions' AS "key", 'llm' AS mode UNION ALL SELECT 'answerInstructions', 'knowledge-base'
  UNION ALL SELECT 'answerInstructions', 'file' UNION ALL SELECT 'answerInstructions', 'search-engine'
) AS modes ON modes."key" = "Setting"."key";
INSERT INTO "PromptVersion" ("promptId", "version", "text") SELECT "id", 1, "text" FROM "Prompt";
DELETE FROM "Setting" WHERE "key" IN ('chatInstructions', 'answerInstructions');
