// Runs a command as somebody who has few rights: node --import this. Root may read and write everything.
import 'libsql';

if (process.getuid?.() === 0) process.setuid(65534);
