namespace DataRights.Mapping;

/// <summary>Every kind of object in a data map, version 1. The loader reads by them and the JSON Schema agrees with them.</summary>
public static class MapShapes
{
    public static ObjectShape Map { get; } = new("map",
        ["name", "version", "controller", "clock", "identifiers", "sources", "collections"],
        ["$schema", "recipients", "automatedDecisions", "notCovered", "retention", "freeze", "caps", "verify"]);

    public static ObjectShape Controller { get; } = new("controller", ["name", "contact"], ["policyUrl", "complaintTo", "language"]);

    public static ObjectShape Clock { get; } = new("clock", ["regime", "answerWithin", "deletionGrace", "archiveLifetime"], ["settle", "archiveDownloads", "exportEvery"]);

    public static ObjectShape Identifier { get; } = new("identifier", ["type"], ["searchable"]);

    public static ObjectShape Source { get; } = new("source", ["kind", "connection"], ["container", "backups", "role", "title"]);

    public static ObjectShape Collection { get; } = new("collection",
        ["source", "from", "deletion"],
        ["key", "root", "rootKey", "description", "purpose", "basis", "keptFor", "obtainedFrom", "columns", "references", "match", "triggers", "protected", "caps", "author", "shared"]);

    public static ObjectShape Author { get; } = new("author", ["columns", "to"], ["toColumns"]);

    public static ObjectShape Column { get; } = new("column", [], ["category", "origin", "export", "because", "about", "names"]);

    public static ObjectShape Reference { get; } = new("reference",
        ["columns", "to", "toColumns", "owns"], ["via", "each", "path", "compare", "where", "toWhere", "onDelete"]);

    public static ObjectShape DeletionRule { get; } = new("deletionRule", ["treatment"], ["when", "law", "until", "anonymize"]);

    public static ObjectShape Recipient { get; } = new("recipient", ["name", "purpose"], ["country", "safeguards", "source", "identifiers", "confirmWithin", "confirm"]);

    public static ObjectShape Freeze { get; } = new("freeze", ["connection", "identifiers"], ["within"]);

    public static ObjectShape Caps { get; } = new("caps", [], ["total", "each"]);

    public static ObjectShape TotalCap { get; } = new("totalCap", [], ["rows", "files"]);

    public static ObjectShape Cap { get; } = new("cap", [], ["rows", "files", "share", "ofAtLeast"]);

    public static ObjectShape Verify { get; } = new("verify", ["deep"], ["rowsPerColumn", "timePerColumn"]);

    public static ObjectShape NotCovered { get; } = new("notCovered", ["what", "access", "deletion"], []);

    public static ObjectShape AutomatedDecision { get; } = new("automatedDecision", ["what", "logic", "consequences"], []);

    public static ObjectShape Retention { get; } = new("retention",
        ["name", "source", "from", "time", "zone", "window", "person", "keep", "measures", "into", "minimumPeople"], ["zoneless", "period", "sensitive", "dominance", "contributions", "clamp", "partitions", "identities"]);

    public static ObjectShape IdentityTable { get; } = new("identityTable", ["from", "key", "column", "seen"], ["account"]);

    public static ObjectShape Level { get; } = new("level", [], ["bands", "route", "only", "groups", "truncate-ip"]);

    public static IReadOnlyList<ObjectShape> All { get; } =
        [Map, Controller, Clock, Identifier, Source, Collection, Author, Column, Reference, DeletionRule, Recipient, AutomatedDecision, NotCovered, Retention, IdentityTable, Level, Freeze, Caps, TotalCap, Cap, Verify];
}
