using CompExplain.Cli;

return CommandLine.RunProcess(args);
