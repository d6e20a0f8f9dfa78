using System.Text.Json;

namespace Rollcall.Sources.Pushed;

/// <summary>Takes the values of a body one by one: JSON lines, or one JSON array. Holds no more of it than its largest value.</summary>
/// <param name="body">The body.</param>
internal sealed class PushedBody(Stream body)
{
    private const int FirstBuffer = 64 << 10;
    private const int MostBytes = 1 << 20;

    private byte[] _buffer = new byte[FirstBuffer];
    private int _filled;
    private JsonReaderState _state = new(new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = 64 });
    private bool _inArray;
    private bool _ended;
    private long _number;

    /// <summary>Takes one value: its JSON text, and its number from 1.</summary>
    public delegate void Take(ReadOnlySpan<byte> json, JsonTokenType kind, long number);

    /// <summary>Reads to the end.</summary>
    /// <returns>How many values there were.</returns>
    /// <exception cref="PushException">It is no JSON, or cut short.</exception>
    public async Task<long> ReadAsync(Take take, CancellationToken cancellation)
    {
        await SkipMarkAsync(cancellation).ConfigureAwait(false);
        while (!_ended)
        {
            if (_filled == _buffer.Length)
            {
                Grow();
            }
            var read = await body.ReadAsync(_buffer.AsMemory(_filled), cancellation).ConfigureAwait(false);
            _filled += read;
            _ended = read == 0;
            try
            {
                Consume(take);
            }
            // InvalidOperationException: a name with half a surrogate pair.
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                throw new PushException($"Member {_number + 1} is no JSON: {Words(e)} Nothing was changed.", e);
            }
        }
        return _number;
    }

    // A byte order mark, which some programs write before UTF-8.
    private async Task SkipMarkAsync(CancellationToken cancellation)
    {
        _filled = await body.ReadAtLeastAsync(_buffer, 3, throwOnEndOfStream: false, cancellation)
            .ConfigureAwait(false);
        if (_buffer.AsSpan(0, _filled).StartsWith("\uFEFF"u8))
        {
            _filled -= 3;
            _buffer.AsSpan(3, _filled).CopyTo(_buffer);
        }
    }

    private void Consume(Take take)
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(0, _filled), _ended, _state);
        var before = reader;
        while (reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.StartArray, CurrentDepth: 0 } && _number == 0 && !_inArray)
            {
                _inArray = true;
            }
            else if (reader is { TokenType: JsonTokenType.EndArray, CurrentDepth: 0 })
            {
                _inArray = false;
            }
            else
            {
                var (start, kind) = ((int)reader.TokenStartIndex, reader.TokenType);
                if (!reader.TrySkip())
                {
                    break;
                }
                take(_buffer.AsSpan(start, (int)reader.BytesConsumed - start), kind, ++_number);
            }
            before = reader;
        }
        _state = before.CurrentState;
        var consumed = (int)before.BytesConsumed;
        _buffer.AsSpan(consumed, _filled - consumed).CopyTo(_buffer);
        _filled -= consumed;
    }

    private void Grow()
    {
        if (_buffer.Length >= MostBytes)
        {
            throw new PushException(
                $"Member {_number + 1} is larger than {MostBytes >> 20} MiB. Send less of it. Nothing was changed."
            );
        }
        Array.Resize(ref _buffer, _buffer.Length * 2);
    }

    private static string Words(Exception cause) =>
        $"{cause.Message.Split(" LineNumber:")[0].Split(" Path:")[0].TrimEnd('.')}. Send a JSON object a line, or one array of them.";
}
