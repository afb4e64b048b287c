using DataRights.Samples.Import;

return await ImportProgram.RunAsync(args, Console.Out, CancellationToken.None);
