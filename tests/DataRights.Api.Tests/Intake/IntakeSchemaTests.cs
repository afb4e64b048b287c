using DataRights.Testing.Servers;
using NJsonSchema;

namespace DataRights.Api.Tests.Intake;

public sealed class IntakeSchemaTests
{
    [Theory]
    [InlineData("{\"id\":\"x\",\"request\":{\"kind\":\"access\",\"identifiers\":{\"user_id\":\"7\"},\"clientReference\":\"a-1\"}}", true)]
    [InlineData("{\"request\":{\"kind\":\"deletion\",\"identifiers\":{\"user_id\":\"7\"},\"waiveGrace\":true}}", true)]
    [InlineData("{\"request\":{\"kind\":\"access\",\"identifiers\":{}}}", false)]
    [InlineData("{\"request\":{\"kind\":\"access\",\"identifiers\":{\"user_id\":7}}}", false)]
    [InlineData("{\"request\":{\"kind\":\"all\",\"identifiers\":{\"user_id\":\"7\"}}}", false)]
    [InlineData("{\"id\":\"\",\"request\":{\"kind\":\"access\",\"identifiers\":{\"user_id\":\"7\"}}}", false)]
    [InlineData("{\"kind\":\"access\",\"identifiers\":{\"user_id\":\"7\"}}", false)]
    [InlineData("{\"request\":{\"kind\":\"access\",\"identifiers\":{\"user_id\":\"7\"},\"email\":\"x\"}}", false)]
    [InlineData("{\"request\":{\"kind\":\"access\",\"identifiers\":{\"user_id\":\"7\"},\"format\":\"csv\",\"csvFormulas\":\"keep\"}}", true)]
    [InlineData("{\"request\":{\"kind\":\"access\",\"identifiers\":{\"user_id\":\"7\"},\"format\":\"xml\"}}", false)]
    public async Task The_published_schema_takes_what_the_intake_takes_and_refuses_what_it_refuses(string payload, bool taken)
    {
        var schema = await JsonSchema.FromFileAsync(RepositoryRoot.Combine("schema", "intake-message.schema.json"), TestContext.Current.CancellationToken);

        Assert.Equal(taken, schema.Validate(payload).Count == 0);
        Assert.Equal(taken, Record.Exception(() => Api.Intake.IntakeMessage.Read(System.Text.Encoding.UTF8.GetBytes(payload), "m")) is null);
    }
}
