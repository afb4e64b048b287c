using DataRights.Samples.Recipient;

return await RecipientProgram.RunAsync(args);
