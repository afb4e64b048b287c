using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace DataRights.Requests;

/// <summary>
/// Reads and writes small state objects, strictly: an unknown schema or member, a missing required member and anything
/// after the end are errors. Errors say where, and never quote content.
/// </summary>
internal static class StateJson
{
    private static readonly UTF8Encoding Utf8 = new(false, true);

    private static readonly JsonSerializerSettings Settings = new()
    {
        ContractResolver = new StrictResolver(),
        Converters = { new StringEnumConverter { AllowIntegerValues = false } },
        DateParseHandling = DateParseHandling.None,
        MaxDepth = 32,
        MissingMemberHandling = MissingMemberHandling.Error,
        ObjectCreationHandling = ObjectCreationHandling.Replace,
    };

    public static byte[] Write<T>(T value) => Utf8.GetBytes(JsonConvert.SerializeObject(value, Settings));

    /// <exception cref="RequestCorruptException">It is not an object of that schema.</exception>
    public static T Read<T>(string name, ReadOnlyMemory<byte> content, int schema)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(Utf8.GetString(content.Span)))
            {
                DateParseHandling = DateParseHandling.None,
                MaxDepth = 32,
            };
            var json = JObject.Load(reader, new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error });
            if (reader.Read())
            {
                throw new RequestCorruptException(name, "something follows its end");
            }

            RefuseOtherSchema(name, json, schema);
            return json.ToObject<T>(JsonSerializer.Create(Settings))!;
        }
        catch (JsonReaderException e)
        {
            // Newtonsoft's sentences may quote the content: only the place is passed on.
            throw new RequestCorruptException(name, $"it is not valid JSON at line {e.LineNumber}, position {e.LinePosition}");
        }
        catch (JsonSerializationException e)
        {
            throw new RequestCorruptException(name, $"it does not have the shape of schema {schema} near line {e.LineNumber}");
        }
        catch (Exception e) when (e is DecoderFallbackException or FormatException or OverflowException or ArgumentException)
        {
            throw new RequestCorruptException(name, $"it holds a value that is no {typeof(T).Name}'s");
        }
    }

    private static void RefuseOtherSchema(string name, JObject json, int schema)
    {
        if (json["schema"] is not JValue { Type: JTokenType.Integer } found)
        {
            throw new RequestCorruptException(name, "it names no schema");
        }

        if (found.Value is not long number || number != schema)
        {
            throw new RequestCorruptException(name, $"it is of another schema than {schema}, the one this version reads");
        }
    }

    private sealed class StrictResolver : DefaultContractResolver
    {
        public StrictResolver() => NamingStrategy = new CamelCaseNamingStrategy();

        protected override JsonProperty CreateProperty(MemberInfo member, MemberSerialization memberSerialization)
        {
            var property = base.CreateProperty(member, memberSerialization);
            if (member is not PropertyInfo info)
            {
                return property;
            }

            var mayBeNull = new NullabilityInfoContext().Create(info).WriteState == NullabilityState.Nullable;
            var mustBeThere = info.IsDefined(typeof(RequiredMemberAttribute)) || (info.DeclaringType!.GetConstructor([]) is null && IsParameter(info));
            property.Ignored = !info.CanWrite;
            property.Required = (mustBeThere, mayBeNull) switch
            {
                (true, true) => Required.AllowNull,
                (true, false) => Required.Always,
                (false, false) => Required.DisallowNull,
                _ => Required.Default,
            };
            return property;
        }

        /// <summary>Whether the record was declared with it; what was added in the body came later, and older objects lack it.</summary>
        private static bool IsParameter(PropertyInfo info) =>
            info.DeclaringType!.GetConstructors().Any(c => c.GetParameters().Any(p => p.Name == info.Name));
    }
}
