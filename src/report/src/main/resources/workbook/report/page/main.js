// A run that is over.

use(JSON.parse(byId('run').textContent));
restAtTheStart();
theme(darkWanted.matches ? 'dark' : 'light');
current = sampleAt(run.tellingSecond);
byId('moment').max = last;
drawAll();
listen();
