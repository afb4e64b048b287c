using System.Text;
using DataRights.Mapping.Validation;

namespace DataRights.Mapping.Loading;

/// <summary>
/// Reads a data map, version 1, and checks everything that can be known without a database. Comments and trailing commas
/// are allowed. Every fault is found at once; a map that is returned is sound in itself.
/// </summary>
public static class DataMapLoader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the file (UTF-8).</summary>
    /// <exception cref="DataMapException">The file cannot be read or the map has findings.</exception>
    public static DataMap Load(string path)
    {
        string json;
        try
        {
            json = File.ReadAllText(path, StrictUtf8);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DecoderFallbackException or ArgumentException or NotSupportedException)
        {
            var (message, fix) = exception switch
            {
                FileNotFoundException or DirectoryNotFoundException => ("There is no such file.", "Check the path of the data map."),
                UnauthorizedAccessException => ("The file may not be read.", "Name a file, and allow this process to read it."),
                DecoderFallbackException => ("The file is not UTF-8.", "Save it as UTF-8."),
                _ => ("The file cannot be read.", "Check the path and the disk."),
            };
            throw new DataMapException([new(MapCodes.FileUnreadable, path, 0, 0, "$", message, fix)]);
        }

        return Parse(json, path);
    }

    /// <summary>Reads the text; <paramref name="fileName"/> only stands in findings.</summary>
    /// <exception cref="DataMapException">The map has findings.</exception>
    public static DataMap Parse(string json, string fileName)
    {
        var text = new SourceText(json);
        var findings = new MapFindings(fileName, text);
        var root = DocumentReader.Read(json, text, findings);
        if (root is not null)
        {
            var map = new MapReader(findings).Read(root);
            MapChecks.Run(map, findings);
            if (!findings.Any)
            {
                return map with { Hash = CanonicalHash.Of(root) };
            }
        }

        throw new DataMapException(findings.All);
    }
}
