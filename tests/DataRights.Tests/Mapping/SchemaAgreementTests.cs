using DataRights.Mapping;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using Xunit;

namespace DataRights.Tests.Mapping;

public sealed class SchemaAgreementTests
{
    private static readonly string SchemaText = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "schema", "data-map.schema.json"));

    /// <summary>Where the sample is changed in its form alone, so that the schema can judge it: path and value.</summary>
    public static TheoryData<string, string> Changes => new()
    {
        { "$.$schema", "" }, { "$.notCovered", "[]" }, { "$.notCovered", "" }, { "$.retention", "[]" }, { "$.name", "" }, { "$.name", "\"a b\"" }, { "$.name", "7" },
        { "$.version", "2" }, { "$.version", "\"1\"" }, { "$.extra", "1" }, { "$.controller.contact", "\"\"" }, { "$.controller.contact", "\"  \"" },
        { "$.controller.policyUrl", "\"ftp://x\"" }, { "$.controller.complaintTo", "" }, { "$.clock.answerWithin", "\"P4W\"" }, { "$.clock.answerWithin", "\"P1MT2H\"" },
        { "$.clock.answerWithin", "\"P\"" }, { "$.clock.answerWithin", "\"P1DT\"" }, { "$.clock.answerWithin", "\"-P1D\"" }, { "$.clock.answerWithin", "\"PT\"" }, { "$.clock.regime", "null" },
        { "$.identifiers.email.type", "\"mail\"" }, { "$.identifiers.email.searchable", "\"yes\"" }, { "$.sources.main.kind", "\"mysql\"" }, { "$.sources.main.backups", "35" },
        { "$.sources.main.role", "\"recipient\"" }, { "$.collections.users.deletion", "[ { \"treatment\": \"delete\" } ]" }, { "$.collections.users.deletion", "[]" },
        { "$.collections.users.deletion", "\"delete\"" }, { "$.collections.users.deletion.treatment", "\"drop\"" }, { "$.collections.users.key", "[]" }, { "$.collections.users.key", "\"id\"" },
        { "$.collections.users.root", "{}" }, { "$.collections.users.columns.email", "null" }, { "$.collections.users.columns.email.export", "\"hide\"" },
        { "$.collections.users.columns.email.origin", "\"derived\"" }, { "$.collections.users.columns.email.origin", "\"guessed\"" }, { "$.collections.users.columns.email.label", "\"x\"" },
        { "$.collections.orders.references", "{}" }, { "$.collections.orders.references[0].owns", "" }, { "$.collections.orders.references[0].owns", "1" },
        { "$.collections.letters.references[0].compare", "\"upper\"" }, { "$.collections.letters.references[0].compare", "\"sha256\"" },
        { "$.collections.comments.references[2].onDelete", "\"cascade\"" }, { "$.collections.comments.deletion.anonymize.body", "\"hash\"" }, { "$.collections.comments.deletion.anonymize.body", "\"constant:\"" },
        { "$.collections.comments.deletion.anonymize", "{}" }, { "$.recipients[0].purpose", "" }, { "$.notCovered[0].deletion", "" }, { "$.retention[0].minimumPeople", "1" },
        { "$.retention[0].keep.route", "{ \"bands\": [0, 1.5] }" }, { "$.retention[0].keep.route", "{ \"bands\": [] }" }, { "$.retention[0].keep.route", "{}" }, { "$.retention[0].keep.route", "{ \"only\": [\"a\"], \"bands\": [1] }" },
        { "$.retention[0].keep.route", "{ \"route\": [\"/\", \"/a.b/{}/c\"] }" }, { "$.retention[0].keep.route", "{ \"route\": [\"/a/\"] }" }, { "$.retention[0].keep.route", "{ \"route\": [\"a\"] }" }, { "$.retention[0].keep.route", "{ \"route\": [\"/a/{b}\"] }" },
        { "$.retention[0].keep.route", "{ \"only\": [\"\"] }" }, { "$.retention[0].keep.route", "{ \"groups\": { \"G\": [\"a\"] } }" }, { "$.retention[0].keep.route", "{ \"groups\": { \"G\": [] } }" }, { "$.retention[0].keep.route", "{ \"groups\": {} }" },
        { "$.retention[0].keep.route", "{ \"truncate-ip\": [16, 32] }" }, { "$.retention[0].keep.route", "{ \"truncate-ip\": [25, 48] }" }, { "$.retention[0].keep.route", "{ \"truncate-ip\": [24, 49] }" }, { "$.retention[0].keep.route", "{ \"truncate-ip\": [24] }" },
        { "$.retention[0].keep.route", "\"drop\"" }, { "$.retention[0].sensitive", "{ \"route\": 2 }" }, { "$.retention[0].sensitive", "{ \"route\": 1 }" }, { "$.retention[0].sensitive", "{}" }, { "$.retention[0].dominance", "0" }, { "$.retention[0].dominance", "60" },
        { "$.retention[0].contributions", "3" }, { "$.retention[0].contributions", "0" }, { "$.retention[0].clamp", "{ \"time_on_page\": [0, 3600.5] }" }, { "$.retention[0].clamp", "{ \"time_on_page\": [0] }" }, { "$.retention[0].clamp", "{ \"time_on_page\": [0, \"x\"] }" },
        { "$.retention[0].period", "\"week\"" }, { "$.retention[0].zoneless", "\"UTC\"" }, { "$.retention[0].zoneless", "\" \"" }, { "$.retention[0].period", "\"year\"" }, { "$.retention[0].partitions", "\"drop\"" }, { "$.retention[0].partitions", "true" }, { "$.retention[0].identities", "[ { \"from\": \"devices\", \"key\": \"id\", \"column\": \"device_id\", \"seen\": \"at\", \"account\": [\"user_id\"] } ]" }, { "$.retention[0].identities", "[]" },
        { "$.retention[0].minimumPeople", "2" }, { "$.retention[0].keep.route", "\"year\"" }, { "$.retention[0].keep", "{}" }, { "$.retention[0].measures", "{}" }, { "$.retention[0].person", "[]" },
        { "$.sources.billing.role", "" }, { "$.sources.billing.role", "\"processor\"" }, { "$.recipients[1].confirm", "\"poll\"" }, { "$.recipients[1].confirm", "\"fax\"" },
        { "$.recipients[1].identifiers", "[]" }, { "$.recipients[1].confirmWithin", "\"P2D\"" }, { "$.recipients[1].confirmWithin", "\"2 days\"" },
        { "$.verify", "{ \"deep\": true, \"rowsPerColumn\": 5, \"timePerColumn\": \"PT9S\" }" }, { "$.verify", "{}" }, { "$.verify", "{ \"deep\": 1 }" }, { "$.verify", "{ \"deep\": true, \"rowsPerColumn\": 0 }" },
        { "$.collections.comments.references[1].each", "true" }, { "$.collections.comments.references[1].each", "1" }, { "$.collections.comments.references[1].via", "1" }, { "$.collections.orders.references[0].path", "\"$.a.b_c-d\"" }, { "$.collections.orders.references[0].path", "\"$.a[0]\"" },
        { "$.collections.comments.deletion.anonymize.body", "{ \"$.a\": \"null\" }" }, { "$.collections.comments.deletion.anonymize.body", "{ \"a\": \"null\" }" }, { "$.collections.comments.deletion.anonymize.body", "{}" },
        { "$.controller.language", "\"fr\"" }, { "$.controller.language", "\"tlh\"" }, { "$.automatedDecisions", "" }, { "$.automatedDecisions", "[]" }, { "$.automatedDecisions", "{}" }, { "$.automatedDecisions[0].logic", "" },
        { "$.automatedDecisions[0].by", "\"x\"" }, { "$.collections.users.obtainedFrom", "" }, { "$.collections.users.obtainedFrom", "\" \"" },
        { "$.freeze", "" }, { "$.freeze.identifiers", "[]" }, { "$.freeze.connection", "" }, { "$.freeze.within", "\"PT30S\"" }, { "$.freeze.url", "\"x\"" },
        { "$.collections.comments.author", "{ \"columns\": [\"author_id\"], \"to\": \"users\" }" }, { "$.collections.comments.author", "{ \"to\": \"users\" }" }, { "$.collections.comments.author", "[]" },
        { "$.collections.comments.columns.body.about", "\"row\"" }, { "$.collections.comments.columns.body.about", "\"me\"" }, { "$.collections.comments.columns.author_id.names", "7" },
        { "$.collections.comments.columns.author_id.names", "\"users.email\"" }, { "$.sources.letters.title", "\" \"" },
        { "$.caps", "" }, { "$.caps.total", "" }, { "$.caps.total.rows", "-1" }, { "$.caps.total.share", "5" }, { "$.caps.total.files", "\"5\"" }, { "$.caps.each.share", "0" },
        { "$.caps.each.share", "100" }, { "$.caps.each.share", "101" }, { "$.caps.each.rows", "0" }, { "$.caps.each.ofAtLeast", "0" }, { "$.caps.each.rows", "2147483647" },
        { "$.collections.users.caps.rows", "7.5" }, { "$.collections.users.protected", "" }, { "$.collections.users.protected", "7" }, { "$.collections.avatars.caps", "{}" },
    };

    [Fact]
    public void Every_object_has_the_fields_in_the_schema_that_the_loader_knows()
    {
        var schema = JObject.Parse(SchemaText);
        foreach (var shape in MapShapes.All)
        {
            var definition = shape == MapShapes.Map ? schema : (JObject?)schema["definitions"]![shape.Name];

            Assert.NotNull(definition);
            Assert.Equal(shape.Fields.Order(), definition["properties"]!.Cast<JProperty>().Select(p => p.Name).Order());
            Assert.Equal(shape.Required.Order(), definition["required"]?.Values<string>().Order() ?? Enumerable.Empty<string?>());
            Assert.False(definition["additionalProperties"]!.Value<bool>());
            Assert.All(definition["properties"]!.Cast<JProperty>(), p => Assert.True(p.Value["$ref"] is not null || p.Value["description"] is not null, p.Path));
        }

        var objects = schema["definitions"]!.Cast<JProperty>().Where(d => d.Value["properties"] is not null).Select(d => d.Name);
        Assert.Equal(MapShapes.All.Skip(1).Select(s => s.Name).Order(), objects.Order());
    }

    [Fact]
    public void Every_list_of_words_is_the_loaders()
    {
        Assert.Equal(MapWords.IdentifierTypes.Keys, Words("identifier.properties.type"));
        Assert.Equal(MapWords.SourceKinds.Keys, Words("source.properties.kind"));
        Assert.Equal(MapWords.FileMatches.Keys, Words("collection.properties.match"));
        Assert.Equal(MapWords.Origins.Keys, Words("column.properties.origin"));
        Assert.Equal(MapWords.Exports.Keys, Words("column.properties.export"));
        Assert.Equal(MapWords.Transforms.Keys, Words("reference.properties.compare"));
        Assert.Equal(MapWords.DeleteActions.Keys, Words("reference.properties.onDelete"));
        Assert.Equal(MapWords.Treatments.Keys, Words("deletionRule.properties.treatment"));
        Assert.Equal(MapWords.Generalizations.Keys, Words("retention.properties.keep.additionalProperties.oneOf[0]"));
        Assert.Equal(MapWords.SourceRoles.Keys, Words("source.properties.role"));
        Assert.Equal(MapWords.Confirmations.Keys, Words("recipient.properties.confirm"));
        Assert.Equal(MapWords.Languages.Keys, Words("controller.properties.language"));
        Assert.Equal(MapWords.Abouts.Keys, Words("column.properties.about"));
        Assert.Equal(MapWords.SharedRows.Keys, Words("collection.properties.shared"));
        Assert.Equal(MapWords.Periods.Keys, Words("retention.properties.period"));
        Assert.Equal(MapWords.PartitionTreatments.Keys, Words("retention.properties.partitions"));
        Assert.Equal(16, JObject.Parse(SchemaText)["definitions"]!.SelectTokens("..enum").Count());
    }

    [Fact]
    public void Every_word_of_the_model_can_be_written()
    {
        Assert.Equal(Enum.GetValues<IdentifierType>(), MapWords.IdentifierTypes.Values);
        Assert.Equal(Enum.GetValues<SourceKind>(), MapWords.SourceKinds.Values);
        Assert.Equal(Enum.GetValues<FileMatch>(), MapWords.FileMatches.Values);
        Assert.Equal(Enum.GetValues<PageLanguage>(), MapWords.Languages.Values);
        Assert.Equal(Enum.GetValues<ColumnOrigin>(), MapWords.Origins.Values);
        Assert.Equal(Enum.GetValues<ColumnExport>().Order(), MapWords.Exports.Values.Order());
        Assert.Equal(Enum.GetValues<ColumnAbout>(), MapWords.Abouts.Values);
        Assert.Equal(Enum.GetValues<SharedRows>(), MapWords.SharedRows.Values);
        Assert.Equal(Enum.GetValues<JoinTransform>(), MapWords.Transforms.Values);
        Assert.Equal(Enum.GetValues<Treatment>(), MapWords.Treatments.Values);
        Assert.Equal(Enum.GetValues<ConfirmedBy>(), MapWords.Confirmations.Values);
        Assert.Equal(Enum.GetValues<PublicationPeriod>(), MapWords.Periods.Values);
        Assert.Equal(Enum.GetValues<PartitionTreatment>(), MapWords.PartitionTreatments.Values);
        Assert.Subset(Enum.GetValues<Generalization>().ToHashSet(), MapWords.Generalizations.Values.ToHashSet());
    }

    [Fact]
    public async Task The_sample_is_valid_by_the_schema()
    {
        var schema = await JsonSchema.FromJsonAsync(SchemaText, TestContext.Current.CancellationToken);

        Assert.Empty(schema.Validate(MapSample.Json));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task The_schema_and_the_loader_judge_alike(string path, string value)
    {
        var schema = await JsonSchema.FromJsonAsync(SchemaText, TestContext.Current.CancellationToken);
        var json = MapSample.With(path, value);

        Assert.Equal(MapSample.Findings(json).Count == 0, schema.Validate(json).Count == 0);
    }

    private static IEnumerable<string?> Words(string path) => JObject.Parse(SchemaText).SelectToken("definitions." + path + ".enum")!.Values<string>();
}
