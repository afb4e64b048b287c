using DataRights.Mapping.Loading;
using Xunit;

namespace DataRights.Tests.Mapping.Loading;

/// <summary>What is set where in the sample, and what the loader must say of it: code and path.</summary>
internal static class FindingCases
{
    private const string Users = "$.collections.users";
    private const string Orders = "$.collections.orders";
    private const string Comments = "$.collections.comments";
    private const string Letters = "$.collections.letters";
    private const string Avatars = "$.collections.avatars";
    private const string Retention = "$.retention[0]";
    private const string SecondRetention =
        """{ "name": "N", "source": "main", "from": "clicks", "time": "at", "zone": "UTC", "window": "P9D", "person": ["p"], "keep": { "at": "day" }, "measures": { "n": "count" }, "into": "I", "minimumPeople": 2 }""";

    public static TheoryData<string, string, string, string> All => new()
    {
        { $"{Users}.colour", "1", MapCodes.UnknownField, $"{Users}.colour" },
        { $"{Users}.source", "", MapCodes.MissingField, $"{Users}.source" },
        { $"{Users}.key", "", MapCodes.MissingField, $"{Users}.key" },
        { $"{Users}.columns", "", MapCodes.MissingField, $"{Users}.columns" },
        { "$.name", "5", MapCodes.WrongType, "$.name" },
        { "$.name", "null", MapCodes.WrongType, "$.name" },
        { "$.version", "\"1\"", MapCodes.WrongType, "$.version" },
        { $"{Orders}.references[0].owns", "\"yes\"", MapCodes.WrongType, $"{Orders}.references[0].owns" },
        { $"{Orders}.columns", "[]", MapCodes.WrongType, $"{Orders}.columns" },
        { $"{Orders}.key", "\"id\"", MapCodes.WrongType, $"{Orders}.key" },
        { $"{Orders}.deletion", "\"delete\"", MapCodes.WrongType, $"{Orders}.deletion" },
        { "$.sources.main.kind", "\"oracle\"", MapCodes.UnknownWord, "$.sources.main.kind" },
        { $"{Users}.deletion.treatment", "\"destroy\"", MapCodes.UnknownWord, $"{Users}.deletion.treatment" },
        { $"{Users}.purpose", "\" \"", MapCodes.EmptyText, $"{Users}.purpose" },
        { $"{Users}.key", "[]", MapCodes.EmptyList, $"{Users}.key" },
        { $"{Users}.root", "{}", MapCodes.EmptyList, $"{Users}.root" },
        { $"{Users}.deletion", "[]", MapCodes.EmptyList, $"{Users}.deletion" },
        { "$.name", "\"my shop\"", MapCodes.BadName, "$.name" },
        { $"{Users}.from", "\"a.b.c\"", MapCodes.BadTable, $"{Users}.from" },
        { "$.controller.policyUrl", "\"javascript:alert(1)\"", MapCodes.BadUrl, "$.controller.policyUrl" },
        { "$.clock.answerWithin", "\"1 month\"", MapCodes.BadDuration, "$.clock.answerWithin" },
        { "$.clock.answerWithin", "\"P9999Y\"", MapCodes.BadDuration, "$.clock.answerWithin" },
        { "$.clock.archiveLifetime", "\"P0D\"", MapCodes.BadDuration, "$.clock.archiveLifetime" },
        { $"{Retention}.window", "\"P0D\"", MapCodes.BadDuration, $"{Retention}.window" },
        { $"{Orders}.deletion[0].when", "\"status =\"", MapCodes.BadCondition, $"{Orders}.deletion[0].when" },
        { $"{Orders}.deletion[0].until", "\"P7Y\"", MapCodes.BadUntil, $"{Orders}.deletion[0].until" },
        { $"{Comments}.deletion.anonymize.body", "\"erase\"", MapCodes.BadAnonymizer, $"{Comments}.deletion.anonymize.body" },
        { $"{Avatars}.from", "\"avatars/{users.id}\"", MapCodes.BadPrefix, $"{Avatars}.from" },
        { $"{Retention}.measures.views", "\"avg(x)\"", MapCodes.BadMeasure, $"{Retention}.measures.views" },
        { "$.version", "0", MapCodes.VersionInvalid, "$.version" },
        { $"{Users}.source", "\"mian\"", MapCodes.UnknownSource, $"{Users}.source" },
        { $"{Orders}.references[0].to", "\"user\"", MapCodes.UnknownCollection, $"{Orders}.references[0].to" },
        { $"{Avatars}.from", "\"avatars/{people.id}/\"", MapCodes.UnknownCollection, $"{Avatars}.from" },
        { $"{Users}.root.email", "\"mail\"", MapCodes.UnknownIdentifier, $"{Users}.root.email" },
        { $"{Users}.key", "[\"nr\"]", MapCodes.UnknownColumn, $"{Users}.key" },
        { $"{Users}.root.nick", "\"email\"", MapCodes.UnknownColumn, $"{Users}.root" },
        { $"{Letters}.rootKey", "[\"mail\"]", MapCodes.UnknownColumn, $"{Letters}.rootKey" },
        { $"{Orders}.references[0].columns", "[\"user\"]", MapCodes.UnknownColumn, $"{Orders}.references[0].columns" },
        { $"{Orders}.references[0].toColumns", "[\"nr\"]", MapCodes.UnknownColumn, $"{Orders}.references[0].toColumns" },
        { $"{Letters}.references[0].where", "\"sort = 'a'\"", MapCodes.UnknownColumn, $"{Letters}.references[0].where" },
        { $"{Letters}.references[0].toWhere", "\"kind = 'a'\"", MapCodes.UnknownColumn, $"{Letters}.references[0].toWhere" },
        { $"{Orders}.deletion[0].when", "\"state = 'paid'\"", MapCodes.UnknownColumn, $"{Orders}.deletion[0].when" },
        { $"{Orders}.deletion[0].until", "\"payed_at + P1Y\"", MapCodes.UnknownColumn, $"{Orders}.deletion[0].until" },
        { $"{Comments}.deletion.anonymize.text", "\"null\"", MapCodes.UnknownColumn, $"{Comments}.deletion.anonymize.text" },
        { $"{Avatars}.from", "\"avatars/{users.nr}/\"", MapCodes.UnknownColumn, $"{Avatars}.from" },
        { $"{Users}.key", "[\"id\", \"id\"]", MapCodes.RepeatedColumn, $"{Users}.key" },
        { "$.identifiers.phone", "{ \"type\": \"phone\" }", MapCodes.IdentifierUnused, "$.identifiers.phone" },
        { "$.sources.main.connection", "\"Host=db;Password=hunter2\"", MapCodes.ConnectionNotAName, "$.sources.main.connection" },
        { "$.sources.main.container", "\"x\"", MapCodes.OnlyForFiles, "$.sources.main.container" },
        { $"{Avatars}.root", "{ \"name\": \"email\" }", MapCodes.NotForFiles, $"{Avatars}.root" },
        { $"{Avatars}.columns", "{ \"name\": {} }", MapCodes.NotForFiles, $"{Avatars}.columns" },
        { $"{Avatars}.key", "[\"path\"]", MapCodes.NotForFiles, $"{Avatars}.key" },
        { $"{Avatars}.deletion", "{ \"treatment\": \"anonymize\", \"anonymize\": { \"name\": \"null\" } }", MapCodes.NotForFiles, $"{Avatars}.deletion" },
        { $"{Orders}.from", "\"users\"", MapCodes.TableMappedTwice, $"{Orders}.from" },
        { $"{Orders}.from", "\"data_rights_steps\"", MapCodes.TableReserved, $"{Orders}.from" },
        { $"{Users}.columns.id_number.because", "", MapCodes.BecauseMissing, $"{Users}.columns.id_number.export" },
        { $"{Orders}.rootKey", "[\"id\"]", MapCodes.RootKeyWithoutRoot, $"{Orders}.rootKey" },
        { $"{Comments}.references", "[]", MapCodes.Unreachable, Comments },
        { $"{Orders}.references[0].toColumns", "[\"id\", \"email\"]", MapCodes.ColumnCount, $"{Orders}.references[0].toColumns" },
        { $"{Orders}.references[0].to", "\"avatars\"", MapCodes.ReferenceToFiles, $"{Orders}.references[0].to" },
        { $"{Avatars}.from", "\"avatars/{avatars.name}/\"", MapCodes.ReferenceToFiles, $"{Avatars}.from" },
        { $"{Letters}.references[0].owns", "false", MapCodes.ReferenceAcrossSources, $"{Letters}.references[0]" },
        { $"{Comments}.references[2].compare", "\"md5\"", MapCodes.HashOfSeveralColumns, $"{Comments}.references[2].compare" },
        { $"{Orders}.references[0].onDelete", "\"detach\"", MapCodes.DetachOwned, $"{Orders}.references[0].onDelete" },
        { $"{Orders}.deletion[0].anonymize.user_id", "", MapCodes.LeftPointing, $"{Orders}.deletion[0]" },
        { $"{Comments}.deletion.anonymize.author_id", "\"truncate-ip\"", MapCodes.LeftPointing, $"{Comments}.deletion" },
        { $"{Comments}.references[2].onDelete", "", MapCodes.OthersLeftPointing, $"{Comments}.references[2]" },
        { $"{Orders}.deletion[0].when", "", MapCodes.RuleUnreachable, $"{Orders}.deletion[0]" },
        { $"{Users}.deletion.when", "\"verified = true\"", MapCodes.RuleMissing, $"{Users}.deletion" },
        { $"{Orders}.deletion[0].law", "", MapCodes.RetainIncomplete, $"{Orders}.deletion[0]" },
        { $"{Orders}.deletion[0].until", "", MapCodes.RetainIncomplete, $"{Orders}.deletion[0]" },
        { $"{Comments}.deletion.law", "\"tax\"", MapCodes.LawWithoutRetain, $"{Comments}.deletion.law" },
        { $"{Comments}.deletion.anonymize", "", MapCodes.AnonymizeNothing, $"{Comments}.deletion" },
        { $"{Users}.deletion.anonymize", "{ \"email\": \"null\" }", MapCodes.DeleteWithAnonymize, $"{Users}.deletion.anonymize" },
        { $"{Comments}.deletion.anonymize.id", "\"unique:x\"", MapCodes.AnonymizeKey, $"{Comments}.deletion.anonymize.id" },
        { "$.clock.deletionGrace", "\"P25D\"", MapCodes.ClockTooTight, "$.clock.deletionGrace" },
        { "$.clock.answerWithin", "\"P1D\"", MapCodes.ClockTooTight, "$.clock.deletionGrace" },
        { $"{Retention}.zone", "\"Europe/Atlantis\"", MapCodes.UnknownZone, $"{Retention}.zone" },
        { $"{Retention}.minimumPeople", "1", MapCodes.MinimumPeople, $"{Retention}.minimumPeople" },
        { "$.retention.1", SecondRetention.Replace("\"N\"", "\"page_views\"", StringComparison.Ordinal), MapCodes.RetentionName, "$.retention[1].name" },
        { "$.retention.1", SecondRetention.Replace("\"I\"", "\"page_views_daily\"", StringComparison.Ordinal), MapCodes.RetentionInto, "$.retention[1].into" },
        { $"{Retention}.source", "\"uploads\"", MapCodes.RetentionSource, $"{Retention}.source" },
        { $"{Retention}.source", "\"other\"", MapCodes.UnknownSource, $"{Retention}.source" },
        { $"{Retention}.into", "\"public.page_views\"", MapCodes.RetentionInto, $"{Retention}.into" },
        { $"{Retention}.into", "\"orders\"", MapCodes.RetentionInto, $"{Retention}.into" },
        { $"{Retention}.keep.device_id", "\"as-is\"", MapCodes.RetentionPersonKept, $"{Retention}.keep.device_id" },
        { $"{Retention}.measures.route", "\"count\"", MapCodes.RetentionColumnTwice, $"{Retention}.measures.route" },
    };
}
