namespace DataRights.Azure;

internal static class Placeholder;
