using DataRights.Cli;
using DataRights.Cli.Hosting;

return await new CommandLineProgram(new HostComposition(), Console.Out, Console.Error, TimeProvider.System).RunAsync(args, CancellationToken.None);
