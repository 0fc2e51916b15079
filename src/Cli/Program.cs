using CompExplain.Cli.Entry;

return CommandLine.RunProcess(args);
