@echo off
rem The workbook's command: workbook --help. Builds what it needs on first use, and when it changed.
rem No blocks in parentheses: a path with a parenthesis in it would end them.
setlocal EnableExtensions DisableDelayedExpansion

set "ROOT=%~dp0"
if "%ROOT:~-1%"=="\" set "ROOT=%ROOT:~0,-1%"
set "TARGET=%ROOT%\src\workbook\target"

rem Java: JAVA_HOME's, or the one on the PATH
set "JAVA="
if not defined JAVA_HOME goto on_path
set "JAVA=%JAVA_HOME:"=%\bin\java.exe"
if exist "%JAVA%" goto found
echo There is no "%JAVA%": point JAVA_HOME at a JDK 17 or newer, or unset it.>&2
exit /b 3

:on_path
for %%J in (java.exe) do set "JAVA=%%~$PATH:J"
if defined JAVA goto found
echo There is no Java here. Install a JDK 17 or newer (https://adoptium.net), or point JAVA_HOME at one.>&2
exit /b 3

rem Its version: the JDK says it in a file, which is faster than to start it
:found
for %%J in ("%JAVA%") do set "JDK=%%~dpJ.."
set "VERSION="
if not exist "%JDK%\release" goto ask
for /f "usebackq tokens=2 delims==" %%V in (`findstr /b "JAVA_VERSION=" "%JDK%\release"`) do set "VERSION=%%~V"
if not defined VERSION goto ask
if exist "%JDK%\bin\javac.exe" goto version_known
echo "%JAVA%" has no compiler: it is a JRE. Install a JDK 17 or newer (https://adoptium.net) and point JAVA_HOME at it.>&2
exit /b 3

:ask
for /f "tokens=3" %%V in ('call "%JAVA%" -version 2^>^&1 ^| findstr /c:" version "') do set "VERSION=%%~V"
if defined VERSION goto version_known
echo "%JAVA%" doesn't say its version. Install a JDK 17 or newer (https://adoptium.net) and point JAVA_HOME at it.>&2
exit /b 3

:version_known
set "MAJOR=0"
for /f "delims=.-+_ " %%M in ("%VERSION%") do set "MAJOR=%%M"
if %MAJOR% GEQ 17 goto java_known
echo The workbook needs a JDK 17 or newer; "%JAVA%" is %VERSION%. Install one (https://adoptium.net) and point JAVA_HOME at it.>&2
exit /b 3

:java_known
if not exist "%TARGET%\built" goto first_build
if not exist "%TARGET%\workbook.jar" goto first_build

set "SHARED=-Xshare:auto"
if exist "%TARGET%\workbook-%VERSION%.jsa" set "SHARED=-XX:SharedArchiveFile=%TARGET%\workbook-%VERSION%.jsa"

rem 75: the sources are newer than what was built from them
"%JAVA%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto "%SHARED%" -Xlog:disable --enable-native-access=ALL-UNNAMED -Dfile.encoding=UTF-8 "-Dworkbook.root=%ROOT%" "-Dworkbook.stale=true" -cp "%TARGET%\workbook.jar;%TARGET%\lib\*" workbook.command.Main %*
if not %ERRORLEVEL%==75 exit /b %ERRORLEVEL%
echo Building the workbook again, since it changed...>&2
goto build

:first_build
echo Building the workbook (first use, about a minute)...>&2

:build
pushd "%ROOT%"
if errorlevel 1 exit /b 3
call "%ROOT%\mvnw.cmd" -ntp package -Dmaven.test.skip=true -pl src/workbook -am -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dorg.slf4j.simpleLogger.log.org.apache.maven.cli.event.ExecutionEventListener=info 1>&2
set "CODE=%ERRORLEVEL%"
popd
if %CODE%==0 goto built
echo The build failed; see above. Is the network there? Then try again.>&2
exit /b 3

:built
type nul > "%TARGET%\built"
rem What the JVM makes of the classes it loads, kept for the next start. Where it can't be kept, all works without.
echo Preparing fast starts...>&2
del /q "%TARGET%\workbook-%VERSION%.jsa" 2>nul
"%JAVA%" "-XX:DumpLoadedClassList=%TARGET%\classes.txt" -Xlog:disable -Dfile.encoding=UTF-8 "-Dworkbook.root=%ROOT%" -cp "%TARGET%\workbook.jar;%TARGET%\lib\*" workbook.command.Main prepare >nul 2>&1
"%JAVA%" -Xshare:dump "-XX:SharedClassListFile=%TARGET%\classes.txt" "-XX:SharedArchiveFile=%TARGET%\workbook-%VERSION%.jsa" -Xlog:disable -cp "%TARGET%\workbook.jar;%TARGET%\lib\*" >nul 2>&1
del /q "%TARGET%\classes.txt" 2>nul
"%JAVA%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Dfile.encoding=UTF-8 "-Dworkbook.root=%ROOT%" "-Dworkbook.stale=false" -cp "%TARGET%\workbook.jar;%TARGET%\lib\*" workbook.command.Main %*
exit /b %ERRORLEVEL%
