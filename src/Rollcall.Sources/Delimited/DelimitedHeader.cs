using System.Text;

namespace Rollcall.Sources.Delimited;

/// <summary>The first record, which names the columns.</summary>
/// <param name="Names">The columns.</param>
/// <param name="Record">Which of the records found so far it is.</param>
internal readonly record struct DelimitedHeader(IReadOnlyList<string> Names, int Record)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads the first record that is no blank line.</summary>
    /// <exception cref="Core.Members.SourceException">There is none, or it is no text.</exception>
    public static DelimitedHeader Read(RecordScanner scanner, DelimitedErrors errors)
    {
        var fields = new FieldPicker(scanner, [], 0);
        while (scanner.Advance())
        {
            for (var record = 0; record < scanner.RecordCount; record++)
            {
                if (!fields.IsBlank(record))
                {
                    return new DelimitedHeader(Decode(scanner, fields, record, errors), record);
                }
            }
        }
        errors.CheckEnd([]);
        throw errors.Empty();
    }

    private static List<string> Decode(RecordScanner scanner, FieldPicker fields, int record, DelimitedErrors errors)
    {
        var count = scanner.First[record + 1] - scanner.First[record];
        var names = new List<string>(count);
        for (var field = 0; field < count; field++)
        {
            try
            {
                names.Add(Strict.GetString(fields.Text(record, field)));
            }
            catch (DecoderFallbackException e)
            {
                throw errors.HeaderEncoding(record, field, e);
            }
        }
        return names;
    }
}
