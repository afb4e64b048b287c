using DataRights.Samples.Import;

return await ImportProgram.RunAsync(args, CancellationToken.None);
