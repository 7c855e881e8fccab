//! A tree as the types read it, without a copy of it.

use serde::Deserializer;
use serde::de::value::{Error, MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::quick::Node;

impl<'de, 'n: 'de> IntoDeserializer<'de, Error> for &'n Node<'n> {
    type Deserializer = &'n Node<'n>;

    fn into_deserializer(self) -> Self::Deserializer {
        self
    }
}

impl<'de, 'n: 'de> Deserializer<'de> for &'n Node<'n> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Node::Text(text) => visitor.visit_borrowed_str(text),
            Node::Whole(number) => match u64::try_from(*number) {
                Ok(number) => visitor.visit_u64(number),
                Err(_) => visitor.visit_i64(*number),
            },
            Node::Decimal(number) => visitor.visit_f64(*number),
            Node::Yes(yes) => visitor.visit_bool(*yes),
            Node::List(list) => {
                let mut entries = SeqDeserializer::new(list.entries.iter());
                let value = visitor.visit_seq(&mut entries)?;
                entries.end()?;
                Ok(value)
            }
            Node::Table(table) => {
                let entries = table.entries.iter();
                let mut entries =
                    MapDeserializer::new(entries.map(|(key, value)| (key.as_ref(), value)));
                let value = visitor.visit_map(&mut entries)?;
                entries.end()?;
                Ok(value)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Node::Text(text) => visitor.visit_enum(text.as_ref().into_deserializer()),
            Node::Table(table) if table.entries.len() == 1 => {
                let entries = table.entries.iter();
                let entries = entries.map(|(key, value)| (key.as_ref(), value));
                visitor.visit_enum(MapAccessDeserializer::new(MapDeserializer::new(entries)))
            }
            _ => Err(Error::custom("neither a name nor a table")),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
