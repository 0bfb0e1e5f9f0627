@rem npm scripts start with `exec`, so that the command takes the place of the shell and receives signals of npm.
@rem cmd.exe has no `exec`, and runs this file from the folder of the script instead.
@%*
