import './globals.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Application } from '../features/shell/application.tsx';

export const metadata: Metadata = { title: 'Lectern', description: 'Answers from your own documents, with the exact source.' };
export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <script src="/first-paint.js" />
      </head>
      <body>
        <Application>{children}</Application>
      </body>
    </html>
  );
}
