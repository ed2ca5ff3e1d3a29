// A run that goes on.

theme(darkWanted.matches ? 'dark' : 'light');
buildKnobs();
listen();
listenBeside();
connect();
